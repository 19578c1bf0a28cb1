"""Days with their consultations, for weeks and months: what the working calendar says of each, and what is held on it."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....calendar.queries import day_cells
from ....calendar.rules.sheet import DayCell
from ....core import clock
from ....core.viewer import Viewer
from ...models import Consultation
from ..listing import ConsultationFilter, cleaned
from .lines import Line, lines
from .narrowing import conditions

MOST = 500
"""More consultations are in no month."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A day: its cell of the working calendar, whether that year's holidays are not published yet, and its lines in order."""

    cell: DayCell
    is_provisional: bool
    lines: list[Line]

    @property
    def on(self) -> date:
        """The date."""
        return self.cell.on


def days(session: Session, viewer: Viewer, wanted: ConsultationFilter, first: date, last: date) -> list[DaySheet]:
    """Each day from the first to the last with what the viewer may see of it; cancelled ones only if they are asked for.

    Raises Invalid. Cost follows these days.
    """
    wanted = cleaned(wanted)
    begin, end = midnight(first), midnight(last + DAY)
    found = select(Consultation.id).where(Consultation.starts_at >= begin, Consultation.starts_at < end)
    is_over = Consultation.state == "cancelled"
    found = found.where(is_over if wanted.group == "cancelled" else ~is_over, *conditions(session, viewer, wanted))
    ids = session.scalars(found.order_by(Consultation.starts_at, Consultation.id).limit(MOST)).all()
    by_day: defaultdict[date, list[Line]] = defaultdict(list)
    for line in lines(session, viewer, ids):
        by_day[line.on].append(line)
    return [replace(sheet, lines=by_day[sheet.on]) for sheet in blank_days(session, first, last)]


def blank_days(session: Session, first: date, last: date) -> list[DaySheet]:
    """The days alone."""
    return [DaySheet(cell, is_provisional, []) for cell, is_provisional in day_cells(session, first, last)]


def midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=clock.SHANGHAI)
