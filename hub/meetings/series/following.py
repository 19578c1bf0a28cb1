"""Bringing the consultations of a series to what its rule and the calendar say: made ahead, moved, taken out and put back.

Doing so twice changes nothing. Only drafts follow, of which nobody was told: what is announced stays where it is, and a draft
that somebody has put on another day by hand stays on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.i18n import _
from ...core.viewer import Viewer
from ..actions.planning import made
from ..models import Consultation
from ..rules import Act
from ..standing import tell
from .drafting import draft_on, plan_of, starts_at
from .models import ConsultationSeries
from .placing import Placed, place_anew, placed_of
from .rules import Occurrence, occurrences

AHEAD = timedelta(days=120)
"""So far ahead there are drafts; what comes later is only foretold."""
BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Brought:
    """How many consultations were made, moved, taken out and put back."""

    made: int = 0
    moved: int = 0
    skipped: int = 0
    restored: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A series' rule from now on beside the consultations that it has. `every` are its dates, `wanted` those still to be held."""

    series: ConsultationSeries
    viewer: Viewer | None
    every: dict[date, Occurrence]
    wanted: dict[date, Occurrence]
    rows: Sequence[tuple[date, Consultation]]
    placed: dict[int, Placed]

    def follows(self, row: Consultation) -> bool:
        """Whether a draft still stands on the day on which its series has put it."""
        return row.id in self.placed and self.placed[row.id].held_on == day_of(row).isoformat()


def locked_series(session: Session, series_id: int) -> ConsultationSeries:
    """The series (key), its row taken: whoever brings it forward at the same time waits, and finds what was made."""
    found = select(ConsultationSeries).where(ConsultationSeries.id == series_id).with_for_update()
    return session.execute(found.execution_options(populate_existing=True)).scalar_one()


def bring_forward(session: Session, series: ConsultationSeries, viewer: Viewer | None = None) -> Brought:
    """Make the series' consultations what they should be from now on; its row must be locked."""
    seen = _compared(session, series, viewer)
    series.planned_until = clock.today() + AHEAD
    return Brought(_make(session, seen), _move(session, seen), _take_out(session, seen), _restore(session, seen))


def day_of(row: Consultation) -> date:
    """The day on which a consultation begins, in Shanghai."""
    return clock.local(row.starts_at).date()


def _compared(session: Session, series: ConsultationSeries, viewer: Viewer | None) -> Comparison:
    today, now, days = clock.today(), clock.now(), office_time(session).days
    every = {one.occurs_on: one for one in occurrences(plan_of(series), days, today - BACK, today + AHEAD)}
    held = {on: one for on, one in every.items() if one.fate == "held" and starts_at(series, one.held_on) > now}
    found = select(Consultation).where(Consultation.series_id == series.id, Consultation.occurs_on >= today - BACK)
    found = found.order_by(Consultation.occurs_on).with_for_update().execution_options(populate_existing=True)
    rows = [(row.occurs_on, row) for row in session.scalars(found) if row.occurs_on is not None]
    return Comparison(series, viewer, every, held, rows, placed_of(session, [row.id for _on, row in rows]))


def _make(session: Session, seen: Comparison) -> int:
    there = {on for on, _row in seen.rows}
    missing = [one for on, one in seen.wanted.items() if on not in there]
    for one in missing:
        found = draft_on(session, seen.series, one.held_on)
        row = made(session, found.draft, seen.series.created_by, seen.series.id, one.occurs_on)
        tell(session, row, Act.PREPARE, seen.viewer, detail=found.record)
    return len(missing)


def _move(session: Session, seen: Comparison) -> int:
    moving = [
        (row, seen.wanted[on])
        for on, row in seen.rows
        if on in seen.wanted and row.state == "draft" and seen.follows(row) and day_of(row) != seen.wanted[on].held_on
    ]
    for row, aim in moving:
        by = aim.held_on - day_of(row)
        row.starts_at, row.ends_at = row.starts_at + by, row.ends_at + by
        tell(session, row, Act.FOLLOW, None, detail={"held_on": aim.held_on.isoformat()})
    return len(moving)


def _take_out(session: Session, seen: Comparison) -> int:
    gone = [(row, seen.every.get(on)) for on, row in seen.rows if _is_gone(seen, on, row)]
    for row, aim in gone:
        row.state, row.cancelled_at, row.cancel_reason = "cancelled", clock.now(), _why(aim)
        tell(session, row, Act.SKIP, seen.viewer, text=row.cancel_reason)
    return len(gone)


def _is_gone(seen: Comparison, on: date, row: Consultation) -> bool:
    """Whether a draft is to be held no more: its date is none of the rule's, was taken out, or came to another one's day."""
    if row.state != "draft" or row.starts_at <= clock.now():
        return False
    aim = seen.every.get(on)
    return aim is None or aim.fate == "skipped" or (aim.fate == "merged" and seen.follows(row))


def _restore(session: Session, seen: Comparison) -> int:
    back = [
        (row, seen.wanted[on])
        for on, row in seen.rows
        if on in seen.wanted
        and row.state == "cancelled"
        and row.id in seen.placed
        and seen.placed[row.id].act == Act.SKIP
    ]
    for row, aim in back:
        row.state, row.cancelled_at, row.cancel_reason = "draft", None, ""
        place_anew(session, seen.series, seen.series, row, aim.held_on, Act.RESTORE, seen.viewer)
    return len(back)


def _why(aim: Occurrence | None) -> str:
    if aim is None:
        return _("按系列的规律，这一次不再召开。")
    return _("系列会商跳过这一次。") if aim.fate == "skipped" else _("与系列的另一次同日，合并召开。")
