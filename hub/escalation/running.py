"""Beginning, stopping, holding and moving the clocks of a matter, in the transaction of the act that does it.

Whoever calls holds the matter's own row, so that acts on one matter stand in line; a sweep passes by what is held.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ..core import clock, events
from . import ladders
from .events import InboxSettled
from .models import Escalation, EscalationEvent, InboxItem
from .rules import is_provisional, place, start
from .shapes import Clock, Ladder

_KEPT = {"synchronize_session": False}


def begin(session: Session, matter: str, matter_id: int, ladder: Ladder, base: datetime) -> None:
    """Run a clock of the matter from `base` under this ladder; one that ran begins its next generation.

    Steps of an appointed time that are over are recorded as skipped.
    """
    now, time = clock.now(), ladders.time_of(session, ladder)
    row = _held_row(session, matter, matter_id, ladder.clock)
    if row is None:
        row = Escalation(matter=matter, matter_id=matter_id, clock=ladder.clock.value, generation=0)
        session.add(row)
    found = start(ladder, base, now, time)
    row.generation += 1
    row.version_id, row.base_at, row.error_count, row.error = ladder.version_id, base, 0, ""
    row.remaining_seconds = None
    if found is None:
        row.step_no, row.planned_at, row.state, row.next_step_at = 0, base, "done", None
    else:
        row.step_no, row.planned_at, row.state, row.next_step_at = (
            found.step_no,
            found.planned_at,
            "running",
            found.planned_at,
        )
        row.is_provisional = is_provisional(ladder, found, time)
    session.flush()
    _skip(session, row, ladder, now)
    settle(session, [row.id])


def stop(session: Session, matter: str, matter_id: int, *clocks: Clock) -> None:
    """Stop these clocks of the matter, or all of them: nothing that they planned, or have not yet said, is said any more."""
    for row in _rows(session, matter, matter_id, clocks):
        if row.state != "done":
            row.generation, row.state, row.next_step_at, row.remaining_seconds = (
                row.generation + 1,
                "stopped",
                None,
                None,
            )
        settle(session, [row.id])


def hold(session: Session, matter: str, matter_id: int, *clocks: Clock) -> None:
    """Hold these clocks (all without any): each keeps the working time that is left until its next step."""
    now = clock.now()
    for row in _rows(session, matter, matter_id, clocks):
        if row.state in {"running", "waiting"}:
            time = ladders.time_of(session, _ladder(session, row))
            left = time.between(now, row.planned_at).total_seconds()
            row.generation, row.state, row.next_step_at = row.generation + 1, "held", None
            row.remaining_seconds = max(left, 0.0)
        settle(session, [row.id])


def resume(session: Session, matter: str, matter_id: int) -> None:
    """Let the clocks that are held run on, with what was left of them."""
    now = clock.now()
    for row in _rows(session, matter, matter_id, ()):
        if row.state != "held" or row.remaining_seconds is None:
            continue
        ladder = _ladder(session, row)
        time = ladders.time_of(session, ladder)
        planned = time.add_hours(now, timedelta(seconds=row.remaining_seconds))
        row.generation, row.state, row.remaining_seconds = row.generation + 1, "running", None
        row.planned_at, row.next_step_at = planned, planned
        row.is_provisional = time.is_provisional(now, planned)
        session.flush()
        _skip(session, row, ladder, now)


def hasten(session: Session, matter: str, matter_id: int, which: Clock) -> bool:
    """Have the next step of a running clock fire at the next sweep (escalated by hand); False when none is to come."""
    for row in _rows(session, matter, matter_id, (which,)):
        if row.state == "running":
            now = clock.now()
            row.planned_at, row.next_step_at, row.is_provisional = now, now, False
            return True
    return False


def lower(session: Session, matter: str, matter_id: int, which: Clock) -> bool:
    """Take a running clock one step down: the step that fired last is ahead again, as far from now as it was from its
    predecessor. False when none has fired, or nothing runs."""
    for row in _rows(session, matter, matter_id, (which,)):
        if row.state not in {"running", "done"} or row.step_no == 0:
            return False
        ladder, now = _ladder(session, row), clock.now()
        number = row.step_no - 1
        delay = ladder.steps[number].after - (ladder.steps[number - 1].after if number else 0)
        planned = place(ladder, now, max(delay, 1), ladders.time_of(session, ladder))
        row.generation, row.step_no, row.state = row.generation + 1, number, "running"
        row.planned_at, row.next_step_at = planned, planned
        row.is_provisional = False  # somebody chose it: no calendar moves it
        session.flush()
        _skip(session, row, ladder, now)
        settle(session, [row.id])
        return True
    return False


def settle(session: Session, escalation_ids: list[int]) -> None:
    """What these runs told people waits for them no longer."""
    open_items = update(InboxItem).where(InboxItem.escalation_id.in_(escalation_ids), InboxItem.settled_at.is_(None))
    settled = open_items.values(settled_at=clock.now()).returning(InboxItem.person_id).execution_options(**_KEPT)
    people = tuple(sorted(set(session.scalars(settled))))
    if people:
        events.record(session, InboxSettled(people))


def settle_people(session: Session, matter: str, matter_id: int, people: Collection[int]) -> None:
    """The same for some persons (keys) alone, whose part in the matter is done; its clocks run on."""
    runs = select(Escalation.id).where(Escalation.matter == matter, Escalation.matter_id == matter_id)
    mine = update(InboxItem).where(InboxItem.escalation_id.in_(runs), InboxItem.settled_at.is_(None))
    mine = mine.where(InboxItem.person_id.in_(people)).values(settled_at=clock.now())
    told = tuple(sorted(set(session.scalars(mine.returning(InboxItem.person_id).execution_options(**_KEPT)))))
    if told:
        events.record(session, InboxSettled(told))


def _skip(session: Session, row: Escalation, ladder: Ladder, now: datetime) -> None:
    skipped = [
        {
            "escalation_id": row.id,
            "generation": row.generation,
            "step_no": number,
            "version_id": ladder.version_id,
            "tier": ladder.steps[number].tier,
            "outcome": "skipped",
            "planned_at": row.planned_at,
            "fired_at": now,
        }
        for number in range(row.step_no)
    ]
    if skipped:
        session.execute(insert(EscalationEvent), skipped)


def _held_row(session: Session, matter: str, matter_id: int, which: Clock) -> Escalation | None:
    rows = _rows(session, matter, matter_id, (which,))
    return rows[0] if rows else None


def _rows(session: Session, matter: str, matter_id: int, clocks: tuple[Clock, ...]) -> list[Escalation]:
    found = select(Escalation).where(Escalation.matter == matter, Escalation.matter_id == matter_id)
    if clocks:
        found = found.where(Escalation.clock.in_([which.value for which in clocks]))
    return list(
        session.scalars(found.order_by(Escalation.id).with_for_update().execution_options(populate_existing=True))
    )


def _ladder(session: Session, row: Escalation) -> Ladder:
    return ladders.of_versions(session, {row.version_id})[row.version_id]
