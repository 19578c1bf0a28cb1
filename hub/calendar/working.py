"""Arithmetic over working time: everything is a difference of two sums, so ten years cost what a day costs.

Instants go in aware and come out in UTC; days and hours are Shanghai's, which has had no daylight saving time since 1991.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ..core.clock import SHANGHAI
from .counting import counted
from .days import Days
from .hours import Hours


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Working time by a table of days and the hours of a working day."""

    days: Days
    hours: Hours

    def add_hours(self, instant: datetime, work: timedelta) -> datetime:
        """The instant at which `work` of working time after `instant` is over; in (open, close] unless `work` is nothing.

        What comes in outside the hours begins at the next opening. Raises ValueError for less than nothing and outside
        the years 2000 to 2100.
        """
        if work < timedelta():
            raise ValueError(f"working time can only be added: {work}")
        return self._instant(self._elapsed(instant) + work) if work else instant.astimezone(UTC)

    def add_days(self, instant: datetime, count: int) -> datetime:
        """Close of business on the working day `count` (1 or more) after the date of `instant`.

        The day itself is left out and the period ends with the last day's business hours (民法典 §201, §203).
        """
        if count < 1:
            raise ValueError(f"a period of working days has at least one: {count}")
        count_of = counted(self.days)
        day = count_of.day(count_of.until(_date(instant)) + count)
        return _at(day, self.hours.close)

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """How much working time lies between two instants; less than nothing when `end` comes first."""
        return self._elapsed(end) - self._elapsed(begin)

    def is_provisional(self, begin: datetime, end: datetime) -> bool:
        """Whether a year between the two has no published holidays, so that what was computed may still move (暂定)."""
        return any(self.days.is_provisional(date(year, 1, 1)) for year in range(_date(begin).year, _date(end).year + 1))

    def _elapsed(self, instant: datetime) -> timedelta:
        """How much working time has passed since the calendar began."""
        day = _date(instant)
        until = counted(self.days).until(day)
        if not self.days.is_working(day):
            return until * self.hours.length
        return (until - 1) * self.hours.length + self.hours.worked_by(instant.astimezone(SHANGHAI) - _midnight(day))

    def _instant(self, elapsed: timedelta) -> datetime:
        """The first instant by which so much working time has passed."""
        whole, rest = divmod(elapsed, self.hours.length)
        if not rest:
            whole, rest = whole - 1, self.hours.length
        return _at(counted(self.days).day(whole + 1), self.hours.time_of(rest))


def _date(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _at(day: date, since_midnight: timedelta) -> datetime:
    return (_midnight(day) + since_midnight).astimezone(UTC)
