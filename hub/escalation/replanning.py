"""The calendar has changed: steps planned by days that were provisional (暂定) are planned anew, many at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Table, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from ..calendar import WorkingTime
from . import guard, ladders
from .models import Escalation, EscalationEvent
from .rules import is_provisional, replanned
from .shapes import Calendar, Clock, Counted, Ladder, Position

_runs = cast(Table, Escalation.__table__)
_plan = (
    update(_runs)
    .where(_runs.c.id == bindparam("run"), _runs.c.state == "running")
    .values(
        base_at=bindparam("base"),
        planned_at=bindparam("planned"),
        next_step_at=bindparam("planned"),
        is_provisional=bindparam("provisional"),
    )
)
Holds = Mapping[int, Sequence[tuple[datetime, datetime]]]


@dataclass(frozen=True, slots=True)
class Known:
    """What the matters know about their clocks, by the matter's key: due times that have moved, and when they were on hold."""

    due_at: Mapping[int, datetime] = field(default_factory=dict)
    holds: Holds = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replanned:
    """A run whose next step is planned for another instant; `base_at` is what it counts from now."""

    escalation_id: int
    matter_id: int
    clock: Clock
    before: datetime
    after: datetime
    base_at: datetime
    is_provisional: bool

    @property
    def is_moved(self) -> bool:
        """Whether the step itself moves; else only what it counts from, or whether it is provisional."""
        return self.before != self.after


def replan(
    session: Session, matter: str, matter_ids: Collection[int], known: Known, time: WorkingTime
) -> list[Replanned]:
    """Plan the provisional steps of these matters (keys) by `time`, and those around a due time that has moved.

    Returns what is otherwise than it was. Four statements, however many. Callers hold the matters' rows.
    """
    found = replans(session, matter, matter_ids, known, time, lock=True)
    if found:
        rows = [
            {"run": one.escalation_id, "base": one.base_at, "planned": one.after, "provisional": one.is_provisional}
            for one in found
        ]
        session.connection().execute(_plan, rows)
        session.expire_all()
    return found


def replans(  # noqa: PLR0913 (what `replan` is asked, and whether it is to happen)
    session: Session,
    matter: str,
    matter_ids: Collection[int],
    known: Known,
    time: WorkingTime,
    *,
    lock: bool = False,
) -> list[Replanned]:
    """What `replan` would do; `lock` takes the runs, for one who does it."""
    moved_due = and_(Escalation.clock == Clock.DUE.value, Escalation.matter_id.in_(list(known.due_at)))
    which = select(Escalation).where(Escalation.matter == matter, Escalation.matter_id.in_(matter_ids))
    which = which.where(Escalation.state == "running", or_(Escalation.is_provisional, moved_due))
    which = which.order_by(Escalation.id).execution_options(populate_existing=True)
    rows = session.scalars(which.with_for_update() if lock else which).all()
    versions = ladders.of_versions(session, {row.version_id for row in rows}) if rows else {}
    before = _fired_before(session, rows)
    found = (_replanned(row, versions[row.version_id], before.get(row.id), known, time) for row in rows)
    return [one for one in found if one is not None]


def _replanned(
    row: Escalation, ladder: Ladder, before: tuple[datetime, datetime] | None, known: Known, time: WorkingTime
) -> Replanned | None:
    if ladder.calendar is Calendar.ALWAYS and row.matter_id not in known.due_at:
        return None
    clock = ladder.clock
    base = known.due_at.get(row.matter_id, row.base_at) if clock is Clock.DUE else row.base_at
    since = before[1] if before else row.base_at
    holds = () if ladder.is_anchored else tuple(one for one in known.holds.get(row.matter_id, ()) if one[0] >= since)
    at = Position(row.step_no, row.planned_at, base)
    planned = replanned(ladder, at, Counted(before, holds), guard.now(), time)
    provisional = is_provisional(ladder, Position(row.step_no, planned, base), time)
    if (base, planned, provisional) == (row.base_at, row.planned_at, row.is_provisional):
        return None
    return Replanned(row.id, row.matter_id, clock, row.planned_at, planned, base, provisional)


def _fired_before(session: Session, rows: Sequence[Escalation]) -> dict[int, tuple[datetime, datetime]]:
    """When the step before each run's next one was planned and fired since its clock began, by run."""
    steps = {row.id: (row.step_no - 1, row.base_at) for row in rows}
    found = select(EscalationEvent).where(
        EscalationEvent.escalation_id.in_(steps), EscalationEvent.outcome != "skipped"
    )
    before: dict[int, tuple[datetime, datetime]] = {}
    for event in session.scalars(found.order_by(EscalationEvent.id)) if steps else ():
        step_no, base = steps[event.escalation_id]
        if event.step_no == step_no and event.fired_at >= base:
            before[event.escalation_id] = (event.planned_at, event.fired_at)
    return before
