"""The calendar has changed: due times that were computed, and steps that were planned, by provisional days are so anew.

A date that somebody chose is never moved (`counted_from` is None).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from ..calendar import WorkingTime
from ..calendar.deadlines import counted
from ..core import clock
from ..escalation.models import Escalation
from ..escalation.replanning import Known, Replanned, replan, replans
from . import clocks
from .clocks import EXTENSION, ISSUE
from .handling import HandlingTime
from .matters import show
from .models import ExtensionRequest, Issue, IssueEvent
from .rules import AT_WORK, Act

BATCH = 200
_issues = cast(Table, Issue.__table__)
_due = (
    update(_issues)
    .where(_issues.c.id == bindparam("issue"))
    .values(due_at=bindparam("due"), is_provisional=bindparam("provisional"))
)


@dataclass(frozen=True, slots=True)
class Due:
    """An issue whose due time, or whether that may still move, is otherwise than it stands."""

    issue_id: int
    before: datetime
    after: datetime
    is_provisional: bool

    @property
    def is_moved(self) -> bool:
        """Whether the due time itself is another one."""
        return self.before != self.after


def recompute(session: Session, time: WorkingTime) -> int:
    """Bring due times and steps to where the working time has them now; returns how many moved. Twice changes nothing.

    A handful of statements for each BATCH of issues, whose rows are taken first, in order.
    """
    moved = 0
    for ids in _batches(session, lock=True):
        dues = _dues(session, ids, time)
        if dues:
            rows = [{"issue": one.issue_id, "due": one.after, "provisional": one.is_provisional} for one in dues]
            session.connection().execute(_due, rows)
        known = Known({one.issue_id: one.after for one in dues if one.is_moved}, _holds(session, ids))
        steps = replan(session, ISSUE, ids, known, time)
        asked = _requests(session, ids)
        asked_steps = replan(session, EXTENSION, list(asked), Known(), time)
        lines = [*_due_lines(dues), *_step_lines(steps, {}), *_step_lines(asked_steps, asked)]
        if lines:
            session.connection().execute(insert(IssueEvent), lines)
            session.expire_all()
        changed = {one.issue_id for one in dues} | {one.matter_id for one in steps}
        changed |= {asked[one.matter_id] for one in asked_steps}
        if changed:
            show(session, sorted(changed))
        moved += len(lines)
    return moved


@counted
def count_moves(session: Session, time: WorkingTime) -> int:
    """How many due times and steps would move if `time` held."""
    count = 0
    for ids in _batches(session, lock=False):
        dues = [one for one in _dues(session, ids, time) if one.is_moved]
        known = Known({one.issue_id: one.after for one in dues}, _holds(session, ids))
        steps = replans(session, ISSUE, ids, known, time)
        asked_steps = replans(session, EXTENSION, list(_requests(session, ids)), Known(), time)
        count += len(dues) + sum(one.is_moved for one in (*steps, *asked_steps))
    return count


def _batches(session: Session, *, lock: bool) -> Iterator[list[int]]:
    """The issues (keys) with something provisional about them that is still open, in order."""
    runs = select(Escalation.matter_id).where(Escalation.is_provisional, Escalation.state == "running")
    asked = select(ExtensionRequest.issue_id).where(ExtensionRequest.id.in_(runs.where(Escalation.matter == EXTENSION)))
    open_due = and_(Issue.is_provisional, Issue.state.in_([*AT_WORK, "on_hold"]))
    any_of = or_(open_due, Issue.id.in_(runs.where(Escalation.matter == ISSUE)), Issue.id.in_(asked))
    last = 0
    while True:
        found = select(Issue.id).where(any_of, Issue.id > last).order_by(Issue.id).limit(BATCH)
        ids = list(session.scalars(found.with_for_update(of=Issue) if lock else found))
        if not ids:
            return
        yield ids
        last = ids[-1]


def _dues(session: Session, ids: Sequence[int], time: WorkingTime) -> list[Due]:
    found = select(Issue).where(Issue.id.in_(ids), Issue.is_provisional, Issue.state.in_([*AT_WORK, "on_hold"]))
    rows = session.scalars(found.order_by(Issue.id).execution_options(populate_existing=True)).all()
    current = {row.severity: clocks.counted_by(row) for row in session.scalars(select(HandlingTime))}
    kept = _counted_by(session, [row.id for row in rows])
    dues = (_due_of(row, kept.get(row.id) or current[row.severity], time) for row in rows)
    return [one for one in dues if one is not None]


def _due_of(row: Issue, counted_by: Sequence[Any], time: WorkingTime) -> Due | None:
    due, start = row.due_at, row.counted_from
    if start is not None:
        amount, measure, calendar = int(counted_by[0]), *map(str, counted_by[1:])
        if calendar != "office":
            return None
        hours = measure == "hours"
        due = time.add_hours(start, timedelta(hours=amount)) if hours else time.add_days(start, amount)
        if due <= clock.now():
            due = min(row.due_at, clock.now())
    provisional = time.is_provisional(start or clock.now(), due)
    if (due, provisional) == (row.due_at, row.is_provisional):
        return None
    return Due(row.id, row.due_at, due, provisional)


def _counted_by(session: Session, ids: Sequence[int]) -> dict[int, list[Any]]:
    """By what each due time was counted when it was: the handling time may be another one since."""
    acts = [Act.RAISE.value, Act.REOPEN.value]
    found = select(IssueEvent.issue_id, IssueEvent.detail).where(IssueEvent.issue_id.in_(ids), IssueEvent.act.in_(acts))
    rows = session.execute(found.order_by(IssueEvent.id)) if ids else ()
    return {issue_id: detail["handling"] for issue_id, detail in rows if "handling" in detail}


def _holds(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[datetime, datetime]]]:
    """From when to when each issue was on hold."""
    acts = [Act.HOLD.value, Act.RESUME.value]
    found = select(IssueEvent.issue_id, IssueEvent.act, IssueEvent.at)
    found = found.where(IssueEvent.issue_id.in_(ids), IssueEvent.act.in_(acts)).order_by(IssueEvent.id)
    held: dict[int, datetime] = {}
    holds: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for issue_id, act, at in session.execute(found):
        if act == Act.HOLD.value:
            held[issue_id] = at
        elif issue_id in held:
            holds[issue_id].append((held.pop(issue_id), at))
    return holds


def _requests(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The requests for more time that wait (keys), with their issues."""
    found = select(ExtensionRequest.id, ExtensionRequest.issue_id).where(ExtensionRequest.issue_id.in_(ids))
    return {id_: issue for id_, issue in session.execute(found.where(ExtensionRequest.state == "pending"))}


def _due_lines(dues: Sequence[Due]) -> Iterator[dict[str, Any]]:
    for one in dues:
        if one.is_moved:
            yield _line(one.issue_id, {"from": one.before.isoformat(), "due_at": one.after.isoformat()})


def _step_lines(steps: Sequence[Replanned], issues: dict[int, int]) -> Iterator[dict[str, Any]]:
    for one in steps:
        if one.is_moved:
            when = {"clock": str(one.clock), "from": one.before.isoformat(), "due_at": one.after.isoformat()}
            yield _line(issues.get(one.matter_id, one.matter_id), when)


def _line(issue_id: int, detail: dict[str, Any]) -> dict[str, Any]:
    by_itself = {"person_id": None, "unit_id": None, "text": "", "message_id": None}
    return {"issue_id": issue_id, "act": Act.RECOMPUTE.value, "at": clock.now(), "detail": detail, **by_itself}
