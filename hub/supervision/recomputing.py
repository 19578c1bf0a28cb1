"""The calendar has changed: due times that were counted, and steps that were planned, by provisional days are so anew.

A date that the minutes give, or that somebody chose, is never moved (`counted_from` is None).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from ..calendar import WorkingTime
from ..calendar.deadlines import counted
from ..core import clock
from ..escalation.models import Escalation
from ..escalation.replanning import Known, Replanned, replan, replans
from ..issues.clocks import close_of
from .clocks import FOLLOW_UP
from .models import FollowUp, FollowUpEvent
from .rules import AT_WORK, Act

BATCH = 200


def recompute(session: Session, time: WorkingTime) -> int:
    """Bring due times and steps to where the working time has them now; returns how many moved. Twice changes nothing."""
    moved = 0
    for rows in _batches(session, lock=True):
        lines = [_line(row.id, *move) for row, move in _moves(rows, time)]
        known = Known({row.id: move[1] for row, move in _moves(rows, time)})
        for row in rows:
            _set(row, time)
        session.flush()
        steps = replan(session, FOLLOW_UP, [row.id for row in rows], known, time)
        lines += [_line(one.matter_id, one.before, one.after, one) for one in steps if one.is_moved]
        if lines:
            session.execute(insert(FollowUpEvent), lines)
        moved += len(lines)
    return moved


@counted
def count_moves(session: Session, time: WorkingTime) -> int:
    """How many due times and steps would move if `time` held."""
    count = 0
    for rows in _batches(session, lock=False):
        known = Known({row.id: move[1] for row, move in _moves(rows, time)})
        steps = replans(session, FOLLOW_UP, [row.id for row in rows], known, time)
        count += len(known.due_at) + sum(one.is_moved for one in steps)
    return count


def _batches(session: Session, *, lock: bool) -> Iterator[list[FollowUp]]:
    """What is at work and has something provisional about it, in order."""
    runs = select(Escalation.matter_id).where(Escalation.matter == FOLLOW_UP, Escalation.is_provisional)
    runs = runs.where(Escalation.state == "running")
    found = select(FollowUp).where(or_(FollowUp.is_provisional & FollowUp.state.in_(AT_WORK), FollowUp.id.in_(runs)))
    last = 0
    while True:
        batch = found.where(FollowUp.id > last).order_by(FollowUp.id).limit(BATCH)
        batch = batch.execution_options(populate_existing=True)
        rows = list(session.scalars(batch.with_for_update() if lock else batch))
        if not rows:
            return
        last = rows[-1].id
        yield rows


def _moves(rows: Sequence[FollowUp], time: WorkingTime) -> list[tuple[FollowUp, tuple[datetime, datetime]]]:
    return [(row, (row.due_at, due)) for row in rows if (due := _due(row, time)) != row.due_at]


def _due(row: FollowUp, time: WorkingTime) -> datetime:
    """Close of business of the working day that its date falls on, or of the next; what is over is not made due earlier."""
    if row.counted_from is None or row.counted_on is None or row.state not in AT_WORK:
        return row.due_at
    due = close_of(time, row.counted_on)
    return due if due > clock.now() else min(row.due_at, clock.now())


def _set(row: FollowUp, time: WorkingTime) -> None:
    row.due_at = _due(row, time)
    row.is_provisional = time.is_provisional(row.counted_from or clock.now(), row.due_at)


def _line(follow_up_id: int, before: datetime, after: datetime, step: Replanned | None = None) -> dict[str, Any]:
    detail = {"from": before.isoformat(), "due_at": after.isoformat()}
    detail |= {"clock": str(step.clock)} if step else {}
    by_itself = {"person_id": None, "unit_id": None, "text": "", "report_id": None}
    return {"follow_up_id": follow_up_id, "act": str(Act.RECOMPUTE), "at": clock.now(), "detail": detail, **by_itself}
