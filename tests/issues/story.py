"""Telling what happens to issues over days: the clock goes on by working time, and the sweep runs as it would."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.accounts.models import Person, Unit
from hub.calendar import office_time
from hub.core import clock, db
from hub.core.clock import SHANGHAI
from hub.escalation import guard
from hub.escalation.models import Escalation, EscalationEvent, InboxItem
from hub.escalation.sweep import sweep
from hub.issues import actions
from hub.issues.models import Issue
from hub.issues.shapes import IssueDraft
from tests.channels.scene import Scene

T = TypeVar("T")
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=SHANGHAI)


class Story:
    """A committee and a held clock. `at` sets the clock, `sweep_until` lets time pass as it does for a hub that runs."""

    def __init__(self, scene: Scene, start: datetime = MONDAY) -> None:
        self.scene = scene
        self._hold: AbstractContextManager[None] | None = None
        self._said = 0
        self._start = start

    def __enter__(self) -> "Story":
        guard.forget()
        self.at(self._start)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()
        guard.forget()

    def at(self, instant: datetime) -> None:
        """Set the clock; nothing runs meanwhile."""
        self._let_go()
        self._hold = clock.held_at(instant)
        self._hold.__enter__()

    def advance(self, *, working_hours: float = 0, hours: float = 0) -> None:
        """Set the clock on, as for a hub that stood still."""
        now = clock.now()
        if working_hours:
            with db.reading() as session:
                now = office_time(session).add_hours(now, timedelta(hours=working_hours))
        self.at(now + timedelta(hours=hours))

    def sweep_until(self, instant: datetime) -> None:
        """Let the hub run until then: each step fires when it is due."""
        while True:
            with db.reading() as session:
                due = session.scalar(
                    select(Escalation.next_step_at)
                    .where(Escalation.next_step_at <= instant)
                    .order_by(Escalation.next_step_at)
                    .limit(1)
                )
            if due is None:
                break
            self.at(max(due, clock.now()))
            sweep()
        self.at(instant)

    def do(self, act: Callable[..., T], who: str, *args: Any, **kwargs: Any) -> T:
        """Let somebody (by name) do something in a transaction of its own."""
        with db.transaction() as session:
            return act(session, self.scene[who], *args, **kwargs)

    def raised(self, who: str = "甲一", *units: str, channel: str = "家庭", **fields: Any) -> str:
        """Raise an issue, towards 区乙局 unless units are named; its public id."""
        draft = IssueDraft(
            channel=self.scene.channels[channel],
            client_id=f"issue-{self._next()}",
            units=tuple(self.unit(unit) for unit in units or ("区乙局",)),
            **{"kind": "hard", "severity": "normal", "title": "转介等候过长", "body": "平均等候十六天。"} | fields,
        )
        return self.do(actions.raise_issue, who, draft).public_id

    def unit(self, name: str) -> str:
        """A unit's public id."""
        with db.reading() as session:
            return session.scalars(select(Unit.public_id).where(Unit.name == name)).one()

    def key(self) -> str:
        """A key for something said."""
        return f"said-{self._next()}"

    def issue(self, public_id: str) -> Issue:
        """The issue as it is now."""
        with db.reading() as session:
            return session.scalars(select(Issue).where(Issue.public_id == public_id)).one()

    def told(self, public_id: str) -> list[tuple[int, str, str]]:
        """What fired for the issue, in order: the step's tier, its clock, and the names of who was told."""
        with db.reading() as session:
            return _told(session, public_id)

    def waiting_for(self, who: str) -> int:
        """How many open inbox items a person has."""
        with db.reading() as session:
            mine = select(InboxItem.id).where(
                InboxItem.person_id == self.scene[who].person_id, InboxItem.settled_at.is_(None)
            )
            return len(session.scalars(mine).all())

    def _next(self) -> int:
        self._said += 1
        return self._said

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.__exit__(None, None, None)
            self._hold = None


def _told(session: Session, public_id: str) -> list[tuple[int, str, str]]:
    issue = session.scalars(select(Issue).where(Issue.public_id == public_id)).one()
    fired = (
        select(EscalationEvent, Escalation.clock)
        .join(Escalation, Escalation.id == EscalationEvent.escalation_id)
        .where(Escalation.matter == "issue", Escalation.matter_id == issue.id, EscalationEvent.outcome != "skipped")
        .order_by(EscalationEvent.fired_at, EscalationEvent.id)
    )
    told = []
    for event, which in session.execute(fired):
        people = (
            select(Person.name)
            .join(InboxItem, InboxItem.person_id == Person.id)
            .where(
                InboxItem.escalation_id == event.escalation_id,
                InboxItem.generation == event.generation,
                InboxItem.step_no == event.step_no,
            )
            .order_by(Person.id)
        )
        told.append((event.tier, which, "、".join(session.scalars(people))))
    return told


def shanghai(month: int, day: int, hour: int = 17, minute: int = 0, year: int = 2026) -> datetime:
    """An instant by a Shanghai clock."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)
