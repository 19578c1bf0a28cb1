"""What the State Council has published, as `chinesecalendar` has it: complete years from 2004 on."""

from datetime import date
from functools import cache

from chinese_calendar.constants import Holiday, holidays, workdays

from .days import Days, Kind, Named
from .festivals import official


@cache
def published_days() -> Days:
    """The published years as a table."""
    return Days(frozenset(holidays), frozenset(workdays), published_years())


@cache
def published_years() -> frozenset[int]:
    """The years that are published and complete."""
    return frozenset(day.year for day in holidays)


def published_year(year: int) -> list[Named]:
    """The days of a year's notice, in order; none for a year that is not published."""
    off = [_named(day, "holiday", name) for day, name in holidays.items()]
    makeup = [_named(day, "makeup", name) for day, name in workdays.items()]
    return sorted((day for day in off + makeup if day.year == year), key=lambda day: day.on)


def _named(on: date, kind: Kind, english: str) -> Named:
    holiday = Holiday(english)
    is_early = on.month == 12 and holiday is Holiday.new_years_day
    return Named(on, kind, official(holiday.chinese), on.year + is_early)
