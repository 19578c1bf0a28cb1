"""The office's working time as the tables have it now; read once per state of the calendar and process."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import CalendarDay, CalendarRevision, CalendarYear, OfficeHours
from .rules import Days, Hours, Timetable, WorkingTime

_MOST_KEPT = 8
_stamp = select(CalendarRevision.stamp).where(CalendarRevision.id == 1)
_kept: dict[str, WorkingTime] = {}


def office_time(session: Session) -> WorkingTime:
    """The office's working time: holidays, make-up workdays and hours as the tables say in this session.

    One look at a row of one, unless the calendar has changed since this process last read it (then four queries and some
    milliseconds). A transaction that has changed the calendar gets its own changes once they are recorded. Keep the answer
    for one piece of work, not longer.
    """
    stamp = session.execute(_stamp).scalar_one()
    while stamp not in _kept:
        found = read_time(session)
        before, stamp = stamp, session.execute(_stamp).scalar_one()
        if stamp == before:  # else somebody committed in between, and what was read may be of both
            _keep(stamp, found)
    return _kept[stamp]


def read_time(session: Session) -> WorkingTime:
    """The same, read anew."""
    days: dict[str, set[object]] = {"holiday": set(), "makeup": set()}
    for on, kind in session.execute(select(CalendarDay.on, CalendarDay.kind)):
        days[kind].add(on)
    years = frozenset(session.scalars(select(CalendarYear.year)))
    table = Days(frozenset(days["holiday"]), frozenset(days["makeup"]), years)  # type: ignore[arg-type]
    return WorkingTime(table, timetable(session))


def timetable(session: Session) -> Timetable:
    """The hours of a working day by the date from which they hold."""
    found = session.execute(select(OfficeHours.effective_from, OfficeHours.spans).order_by(OfficeHours.effective_from))
    return Timetable(tuple((on, hours_of(spans)) for on, spans in found))


def hours_of(spans: list[list[int]]) -> Hours:
    """Hours from pairs of minutes since midnight; raises ValueError for what are none."""
    return Hours(tuple((timedelta(minutes=begin), timedelta(minutes=end)) for begin, end in spans))


def _keep(stamp: str, found: WorkingTime) -> None:
    while len(_kept) >= _MOST_KEPT:
        _kept.pop(next(iter(_kept)))
    _kept[stamp] = found
