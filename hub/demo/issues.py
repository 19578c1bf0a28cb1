"""What became of the demo world's issues: its people act as they would, and between their acts the ladders climb."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Unit
from ..calendar import office_time
from ..channels.actions import mark_read
from ..channels.models import Channel
from ..core import clock
from ..core.viewer import Viewer
from ..escalation.models import Escalation
from ..escalation.sweep import fire_due
from ..issues import actions
from ..issues.shapes import IssueDraft
from .problems import PROBLEMS, Done, Problem

REVIEW_DAYS = 30
"""After how many calendar days what is on hold is looked at again."""
Act = tuple[datetime, Callable[[], None]]


def live_through(session: Session, viewers: dict[str, Viewer], channels: dict[int | None, str]) -> None:
    """Raise the issues and let everything happen to them that has, in its order, until now."""
    acts = [
        act for number, problem in enumerate(PROBLEMS) for act in _acts(session, viewers, channels, number, problem)
    ]
    for at, do in sorted(acts, key=lambda act: act[0]):
        _climb_until(session, at)
        with clock.held_at(at):
            do()
    _climb_until(session, clock.now())


def _acts(
    session: Session, viewers: dict[str, Viewer], channels: dict[int | None, str], number: int, problem: Problem
) -> Iterator[Act]:
    raised: list[str] = []
    draft = IssueDraft(
        channel=channels[problem.item],
        client_id=f"demo-issue-{number}",
        kind=problem.kind,
        severity=problem.severity,
        title=problem.title,
        body=problem.body,
        units=tuple(_unit(session, name) for name in problem.units),
    )

    def begin() -> None:
        _read(session, viewers[problem.login], draft.channel)
        raised.append(actions.raise_issue(session, viewers[problem.login], draft).public_id)

    yield _instant(session, problem.days, problem.at), begin
    for place, done in enumerate(problem.since):
        key = f"demo-issue-{number}-{place}"
        yield (
            _instant(session, done.days, done.at),
            _step(session, viewers[done.login], raised, draft.channel, done, key),
        )


def _step(
    session: Session, viewer: Viewer, raised: list[str], channel: str, done: Done, key: str
) -> Callable[[], None]:
    def do() -> None:
        said: dict[str, Any] = dict(done.said)
        if done.act in {"report", "resolve"}:
            _read(session, viewer, channel)
            said["client_id"] = key
        if done.act == "hold":
            said["review_on"] = clock.today() + timedelta(days=REVIEW_DAYS)
        getattr(actions, done.act)(session, viewer, raised[0], **said)

    return do


def _climb_until(session: Session, instant: datetime) -> None:
    """Let each step fire when it is due."""
    due = select(Escalation.next_step_at).where(Escalation.next_step_at <= instant)
    while (at := session.scalar(due.order_by(Escalation.next_step_at).limit(1))) is not None:
        with clock.held_at(at):
            fire_due(session)


def _read(session: Session, viewer: Viewer, channel: str) -> None:
    """Nobody writes where they have not read what was there."""
    head = session.scalars(select(Channel.head_seq).where(Channel.public_id == channel)).one()
    mark_read(session, viewer, channel, head)


def _unit(session: Session, name: str) -> str:
    return session.scalars(select(Unit.public_id).where(Unit.short_name == name)).one()


def _instant(session: Session, days: int, at: str) -> datetime:
    """So many working days ago at this time; 0 is an hour of work ago."""
    working = office_time(session)
    if not days:
        return working.hours_before(clock.now(), timedelta(hours=1))
    on = clock.local(working.days_before(clock.now(), days)).date()
    return datetime.combine(on, time.fromisoformat(at), clock.SHANGHAI)
