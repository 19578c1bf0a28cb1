"""Reads of the calendar: a year, a day, the hours, what was changed, and what a notice would change."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..core import clock
from ..core.errors import NotFound
from ..core.i18n import _
from .deadlines import would_move
from .models import CalendarChange, CalendarDay, CalendarRevision, CalendarYear
from .rules import Named, WorkingTime
from .rules.comparing import compare, with_notice
from .rules.days import FIRST, LAST
from .rules.missing import missing_year
from .rules.notice import Notice
from .rules.sheet import DayCell, cell_of, festivals_of, months_of
from .shapes import ChangeView, DayView, HoursView, NoticePreview, YearView
from .working import office_time, timetable

CHANGES_SHOWN = 10


def year_view(session: Session, year: int) -> YearView:
    """A year as a wall calendar; raises NotFound outside of 2000 to 2100."""
    if not FIRST.year <= year <= LAST.year:
        raise NotFound(_("工作日历只有2000年到2100年。"))
    days, row = office_time(session).days, session.get(CalendarYear, year)
    first, last = date(year - 1, 12, 1), date(year, 12, 31)
    named = {day.on: day for day in _named(session, CalendarDay.on.between(first, last))}
    months = months_of(year, days, named)
    return YearView(
        year=year,
        is_provisional=row is None,
        months=months,
        festivals=festivals_of(day for day in named.values() if day.year == year),
        working_days=sum(month.working_days for month in months),
        source=row.source if row else "",
        papers=tuple(row.papers) if row else (),
        arrived_at=row.arrived_at if row else None,
    )


def day_view(session: Session, on: date) -> DayView:
    """A day with what was changed in it; raises NotFound outside of 2000 to 2100."""
    if not FIRST <= on <= LAST:
        raise NotFound(_("工作日历只有2000年到2100年。"))
    days = office_time(session).days
    named = {day.on: day for day in _named(session, CalendarDay.on == on)}
    found = changes(session, on.isoformat())
    return DayView(cell_of(on, days, named), days.is_provisional(on), found)


def day_cells(session: Session, first: date, last: date) -> list[tuple[DayCell, bool]]:
    """Each day from the first to the last as the calendar shows it, and whether its year is provisional."""
    days = office_time(session).days
    named = {day.on: day for day in _named(session, CalendarDay.on.between(first, last))}
    dates = (first + timedelta(days=place) for place in range((last - first).days + 1))
    return [(cell_of(on, days, named), days.is_provisional(on)) for on in dates]


def hours(session: Session) -> list[HoursView]:
    """The hours with the dates from which they hold, the latest first."""
    kept, today = timetable(session).changes, clock.today()
    current = max(on for on, _hours in kept if on <= today)
    return [HoursView(on, one, on == current, on > today) for on, one in reversed(kept)]


def changes(session: Session, about: str | None = None) -> list[ChangeView]:
    """What was changed last (in one day, for its date), the latest first."""
    found = select(CalendarChange, Person.name, Unit.short_name)
    found = found.outerjoin(Person, Person.id == CalendarChange.person_id).outerjoin(Unit, Unit.id == Person.unit_id)
    if about is not None:
        found = found.where(CalendarChange.about == about, CalendarChange.kind == "day")
    rows = session.execute(found.order_by(CalendarChange.id.desc()).limit(CHANGES_SHOWN)).all()
    latest = _latest_of_days(session, {row.about for row, *_who in rows if row.kind == "day"})
    return [_change(row, f"{unit} {name}" if name else "", row.id in latest) for row, name, unit in rows]


def _latest_of_days(session: Session, dates: Iterable[str]) -> set[int]:
    """The keys of each day's last change."""
    of_days = select(func.max(CalendarChange.id)).where(CalendarChange.kind == "day", CalendarChange.about.in_(dates))
    return set(session.scalars(of_days.group_by(CalendarChange.about)))


def _change(row: CalendarChange, by: str, is_latest: bool) -> ChangeView:
    return ChangeView(
        row.public_id, row.changed_at, by, row.kind, row.about, row.detail, row.moved, can_be_undone=is_latest
    )


def preview(session: Session, notice: Notice) -> NoticePreview:
    """What the notice would change, and how many running deadlines with it; changes nothing."""
    time = office_time(session)
    difference = compare(known_days(session), notice)
    then = WorkingTime(with_notice(time.days, difference, notice.year), time.timetable)
    return NoticePreview(
        notice=notice,
        difference=difference,
        is_new_year=notice.year not in time.days.years,
        moved=would_move(session, then),
        revision=revision(session),
    )


def known_days(session: Session) -> list[Named]:
    """Every day that the table names."""
    return list(_named(session))


def awaited_year(session: Session) -> int | None:
    """The year whose days the office has to enter now (`rules.missing`); None when nothing is missing."""
    return missing_year(clock.today(), frozenset(session.scalars(select(CalendarYear.year))))


def revision(session: Session) -> int:
    """The number of the calendar's present state."""
    return session.execute(select(CalendarRevision.number).where(CalendarRevision.id == 1)).scalar_one()


def _named(session: Session, *conditions: object) -> Iterable[Named]:
    columns = (CalendarDay.on, CalendarDay.kind, CalendarDay.name, CalendarDay.year)
    return [Named(*row) for row in session.execute(select(*columns).where(*conditions).order_by(CalendarDay.on))]  # type: ignore[arg-type]
