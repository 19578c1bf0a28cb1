"""待我处理 of the office: a year's holidays have to be entered in the working calendar, from 1 November before it."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from ..calendar.queries import awaited_year
from ..calendar.rules.missing import asked_since
from ..core import clock
from ..core.i18n import _, _n
from ..core.viewer import Viewer
from .queries import source
from .shapes import Link, TodoEntry, TodoKind, Urgency

DECEMBER = 12


def _count(session: Session, viewer: Viewer) -> int:
    return len(years_to_enter(session, viewer))


@source(TodoKind("calendar", "calendar", lambda n: _n("放假安排%(num)d件", n)), _count)
def years_to_enter(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The year that the office has to enter, if there is one; one query, none for others."""
    year = awaited_year(session) if viewer.is_office else None
    if year is None:
        return []
    entry = TodoEntry(
        kind="calendar",
        id=str(year),
        label=_("放假安排"),
        title=_("%(year)d年的放假安排还没有录入", year=year),
        source=_("录入以前，落在这一年的时限都是暂定的。"),
        at=datetime.combine(asked_since(year), time(), clock.SHANGHAI),
        urgency=_urgency(year),
        due_at=None,
        is_mine=False,
        count=1,
        channel="",
        seq=0,
        link=Link("calendar.year", {"year": year}),
        look=_("去录入"),
    )
    return [entry]


def _urgency(year: int) -> Urgency:
    """Of another time in November, of this week in December, of today once the year has begun."""
    today = clock.today()
    if today.year >= year:
        return Urgency.TODAY
    return Urgency.WEEK if today.month == DECEMBER else Urgency.OTHER
