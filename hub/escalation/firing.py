"""What happens when steps fire: one batch, in the transaction of whoever holds its runs."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from ..calendar import WorkingTime
from ..core import events
from ..core.bulk import insert_many, update_many
from . import guard, ladders, matters
from .events import StepsFired
from .models import Escalation, EscalationEvent, InboxItem
from .rules import following, is_provisional
from .shapes import Due, Fired, Position, Told


def fire(session: Session, runs: list[Due], highest: int | None, now: datetime | None = None) -> Counter[str]:
    """Fire the steps of these runs, which the caller holds: found out whom each tells, moved on, written down, done and told.

    Tiers above `highest` are left for the office's word. Returns how many came to which end.
    """
    waiting = [due for due in runs if highest is not None and due.step.tier > highest]
    going = [due for due in runs if due not in waiting] if waiting else runs
    _wait(session, waiting)
    fired = _tell(session, going, now or guard.now())
    move_on(session, fired)
    write(session, fired)
    for name, steps in _by_matter(fired).items():
        matters.matter_named(name).fired(session, steps)
        events.record(session, StepsFired(name, tuple(steps)))
    return +Counter(fired=len(fired), waiting=len(waiting))


def _tell(session: Session, due: list[Due], now: datetime) -> list[Fired]:
    told: dict[int, tuple[Told, ...]] = {}
    by_matter: defaultdict[str, list[Due]] = defaultdict(list)
    for one in due:
        by_matter[one.matter].append(one)
    for name, several in by_matter.items():
        told |= matters.matter_named(name).told(session, several)
    return [Fired(one, now, told.get(one.escalation_id, ())) for one in due]


def move_on(session: Session, fired: list[Fired]) -> None:
    """Each run to its next step, if it is still where it was found: else nothing of the batch counts."""
    if not fired:
        return
    times = {one.due.ladder.version_id: ladders.time_of(session, one.due.ladder) for one in fired}
    found = [
        {"id": one.due.escalation_id, "generation": one.due.generation, "step_no": one.due.step_no, "state": "running"}
        for one in fired
    ]
    moved = [_next(one, times[one.due.ladder.version_id]) for one in fired]
    count = update_many(session, Escalation, found, moved)
    if count != len(moved):
        raise RuntimeError(f"{len(moved) - count} runs have moved meanwhile")


def _next(one: Fired, time: WorkingTime) -> dict[str, object]:
    due = one.due
    then = following(due.ladder, Position(due.step_no, due.planned_at, due.base_at), one.at, time)
    return {
        "step_no": due.step_no + 1,
        "planned_at": then.planned_at if then else due.planned_at,
        "next_step_at": then.planned_at if then else None,
        "state": "running" if then else "done",
        "is_provisional": then is not None and is_provisional(due.ladder, then, time),
        "error_count": 0,
        "error": "",
    }


def write(session: Session, fired: list[Fired]) -> None:
    """What fired, and who was told of it."""
    insert_many(session, EscalationEvent, [_event(one) for one in fired])
    inbox = [_inbox(one, told.person_id, told.instead_of) for one in fired for told in one.told]
    insert_many(session, InboxItem, inbox)


def _event(one: Fired) -> dict[str, object]:
    return {
        **_key(one.due),
        "version_id": one.due.ladder.version_id,
        "tier": one.due.step.tier,
        "outcome": "told" if one.told else "empty",
        "planned_at": one.due.planned_at,
        "fired_at": one.at,
    }


def _inbox(one: Fired, person_id: int, instead_of: int | None) -> dict[str, object]:
    return {**_key(one.due), "person_id": person_id, "instead_of": instead_of, "told_at": one.at, "settled_at": None}


def _key(due: Due) -> dict[str, object]:
    return {"escalation_id": due.escalation_id, "generation": due.generation, "step_no": due.step_no}


def _by_matter(fired: Iterable[Fired]) -> dict[str, list[Fired]]:
    found: defaultdict[str, list[Fired]] = defaultdict(list)
    for one in fired:
        found[one.due.matter].append(one)
    return found


def _wait(session: Session, runs: list[Due]) -> None:
    """Leave steps for the office's word."""
    ids = [run.escalation_id for run in runs]
    if ids:
        session.execute(
            update(Escalation)
            .where(Escalation.id.in_(ids))
            .values(state="waiting", next_step_at=None)
            .execution_options(synchronize_session=False)
        )
