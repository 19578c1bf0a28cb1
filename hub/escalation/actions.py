"""What the office does to ladders: another version, and moving what runs to it. Callers hold the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..accounts.faults import raise_any
from ..core import events
from ..core.errors import Conflict
from ..core.i18n import _
from ..core.policy import require
from ..core.viewer import Viewer
from . import checks, ladders, matters, moving, versions
from .checks import StepDraft
from .events import LadderChanged, RunsMoved
from .models import EscalationLadder, LadderVersion
from .shapes import Calendar, Clock, Ladder, Measure, Step

REASON_LIMIT = 200
REASON, UNIT = "reason", "unit"
UNITS: dict[str, tuple[Measure, Calendar]] = {
    "days": (Measure.DAYS, Calendar.OFFICE),
    "hours": (Measure.HOURS, Calendar.OFFICE),
    "always": (Measure.HOURS, Calendar.ALWAYS),
}
"""What a ladder may count in: working days, working hours, hours round the clock."""


@dataclass(frozen=True, slots=True)
class LadderDraft:
    """A version as somebody wrote it. `unit` is one of UNITS; `based_on` the number of the version that they began with."""

    unit: str
    steps: Sequence[StepDraft]
    reason: str = ""
    based_on: int = 0
    moves: bool = False


def unit_of(measure: Measure, calendar: Calendar) -> str:
    """Which of UNITS this is."""
    if calendar is Calendar.ALWAYS:
        return "always"
    return str(measure)


def read_ladder(session: Session, public_id: str, draft: LadderDraft, *, needs_reason: bool = True) -> Ladder:
    """The ladder (public id) that the draft would make; it is not kept, and has no key. Raises Faults, NotFound."""
    row = versions.find(session, public_id)
    clock = Clock(row.clock)
    measure, calendar, steps = _checked(row, draft, needs_reason=needs_reason)
    return Ladder(0, draft.based_on + 1, clock, measure, calendar, steps)


def save_version(session: Session, viewer: Viewer, public_id: str, draft: LadderDraft) -> tuple[Ladder, int]:
    """Another version of the ladder, which new runs take; older ones go on under theirs unless the draft moves them.

    Returns it and how many runs have moved. Needs `office`. Raises Faults; NotFound; Conflict when another version has
    been made since the draft was begun, or when this one is no other.
    """
    require(session, viewer, "office")
    row = versions.find(session, public_id, lock=True)
    clock = Clock(row.clock)
    measure, calendar, steps = _checked(row, draft, needs_reason=True)
    current = ladders.current(session, row.matter, row.severity, clock)
    if current.number != draft.based_on:
        raise Conflict(_("这份阶梯刚由别人改过。"))
    if (current.measure, current.calendar, current.steps) == (measure, calendar, steps):
        raise Conflict(_("与现行版本相同，不用保存。"))
    version = LadderVersion(
        ladder_id=row.id,
        number=current.number + 1,
        measure=measure.value,
        calendar=calendar.value,
        steps=[ladders.written_step(step) for step in steps],
        reason=tidy_reason(draft.reason),
        made_by=viewer.person_id,
    )
    session.add(version)
    session.flush()
    events.record(session, LadderChanged(row.id, row.public_id, version.number, viewer.person_id))
    new = ladders.made(version, row.clock)
    return new, _move(session, viewer, row, new) if draft.moves else 0


def move_runs(session: Session, viewer: Viewer, public_id: str, number: int) -> int:
    """Move what still runs on older versions to the newest, whose number the viewer has seen; returns how many.

    Needs `office`. Raises NotFound; Conflict when there is a newer one.
    """
    require(session, viewer, "office")
    row = versions.find(session, public_id, lock=True)
    current = ladders.current(session, row.matter, row.severity, Clock(row.clock))
    if current.number != number:
        raise Conflict(_("这份阶梯刚由别人改过，请重新查看。"))
    return _move(session, viewer, row, current)


def tidy_reason(reason: str) -> str:
    """A reason in one line."""
    return " ".join(reason.split())


def _move(session: Session, viewer: Viewer, row: EscalationLadder, new: Ladder) -> int:
    moved = moving.move(session, row.id, new)
    if moved:
        events.record(session, RunsMoved(row.id, row.public_id, new.number, tuple(moved), viewer.person_id))
    return len(moved)


def _checked(
    row: EscalationLadder, draft: LadderDraft, *, needs_reason: bool
) -> tuple[Measure, Calendar, tuple[Step, ...]]:
    has_raiser = matters.matter_named(row.matter).has_raiser
    steps, faults = checks.read(Clock(row.clock), draft.steps, has_raiser=has_raiser)
    reason = tidy_reason(draft.reason)
    long = _("最多%(length)d个字。", length=REASON_LIMIT) if len(reason) > REASON_LIMIT else ""
    raise_any(
        {
            UNIT: None if draft.unit in UNITS else _("请选择计时单位。"),
            **faults,
            REASON: (long or None) if reason or not needs_reason else _("请写明修改的理由。"),
        }
    )
    return *UNITS[draft.unit], steps
