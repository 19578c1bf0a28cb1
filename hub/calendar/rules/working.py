"""Arithmetic over working time: everything is a difference of two sums, so ten years cost what a day costs.

Instants go in aware and come out in UTC; days and hours are Shanghai's, which has been eight hours ahead, without
daylight saving time, since 1991.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from .days import FIRST, LAST, Days
from .hours import ALL_DAY, OFFICE_HOURS, Hours, Timetable
from .reckoning import Reckoning

_MICROSECOND = timedelta(microseconds=1)
_DAY_ONE = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) - timedelta(hours=8)
_FIRST = FIRST.toordinal()
_EPOCH, _SHIFT, _DAY = date(1970, 1, 1).toordinal(), 8 * 3600, 24 * 3600


class WorkingTime:
    """Working time by a table of days and the hours of a working day, which may change on dates."""

    __slots__ = ("_reckoning", "days", "timetable")

    def __init__(self, days: Days, hours: Hours | Timetable = OFFICE_HOURS) -> None:
        self.days = days
        self.timetable = Timetable.always(hours) if isinstance(hours, Hours) else hours
        self._reckoning = Reckoning(self.days, self.timetable)

    def __repr__(self) -> str:
        return f"WorkingTime({self.days!r}, {self.timetable!r})"

    def add_hours(self, instant: datetime, work: timedelta) -> datetime:
        """The instant at which `work` of working time after `instant` is over; in (open, close] unless `work` is nothing.

        What comes in outside the hours begins at the next opening. Raises ValueError for less than nothing and outside
        the years 2000 to 2100.
        """
        if work < timedelta():
            raise ValueError(f"working time can only be added: {work}")
        if not work:
            return instant.astimezone(UTC)
        return _instant(*self._reckoning.moment(self._elapsed(instant) + work // _MICROSECOND))

    def add_days(self, instant: datetime, count: int) -> datetime:
        """Close of business on the working day `count` (1 or more) after the date of `instant`.

        The day itself is left out and the period ends with the last day's business hours (民法典 §201, §203). Raises
        ValueError for less than a day and outside the years 2000 to 2100.
        """
        if count < 1:
            raise ValueError(f"a period of working days has at least one: {count}")
        return _instant(*self._reckoning.close_after(_moment(instant)[0], count))

    def hours_before(self, instant: datetime, work: timedelta) -> datetime:
        """The first instant from which `work` (more than nothing) of working time passes until `instant`; in (open, close].

        Raises ValueError for nothing or less, and outside the years 2000 to 2100.
        """
        if work <= timedelta():
            raise ValueError(f"this is no working time to go back: {work}")
        return _instant(*self._reckoning.moment(self._elapsed(instant) - work // _MICROSECOND))

    def days_before(self, instant: datetime, count: int) -> datetime:
        """Close of business on the working day `count` (1 or more) before the date of `instant`.

        Raises ValueError for less than a day and outside the years 2000 to 2100.
        """
        if count < 1:
            raise ValueError(f"a period of working days has at least one: {count}")
        return _instant(*self._reckoning.close_before(_moment(instant)[0], count))

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """How much working time lies between two instants; less than nothing when `end` comes first."""
        return timedelta(microseconds=self._elapsed(end) - self._elapsed(begin))

    def seconds_between(self, begin: int, end: int) -> int:
        """The same for whole seconds since 1970, for a hundred thousand of them: a third of the time."""
        elapsed = self._reckoning.elapsed
        day, second = divmod(begin + _SHIFT, _DAY)
        until, last = divmod(end + _SHIFT, _DAY)
        return (elapsed(until + _EPOCH, last * 1_000_000) - elapsed(day + _EPOCH, second * 1_000_000)) // 1_000_000

    def days_between(self, begin: datetime, end: datetime) -> int:
        """How many working days come after the date of `begin`, up to and with that of `end`; less than nothing backwards."""
        return self._reckoning.days_until(_moment(end)[0]) - self._reckoning.days_until(_moment(begin)[0])

    def is_provisional(self, begin: datetime, end: datetime) -> bool:
        """Whether a year between the two has no published holidays, so that what was computed may still move (暂定)."""
        years = self.days.years
        return any(year not in years for year in range(_date(begin).year, _date(end).year + 1))

    def _elapsed(self, instant: datetime) -> int:
        return self._reckoning.elapsed(*_moment(instant))


@cache
def around_the_clock() -> WorkingTime:
    """Every day from 0:00 to 24:00, for what does not wait for an opening (侵害 reports); nothing of it is provisional."""
    return WorkingTime(Days(years=frozenset(range(FIRST.year, LAST.year + 1)), per_week=7), ALL_DAY)


def _moment(instant: datetime) -> tuple[int, int]:
    """A day's ordinal and the microseconds since its midnight, in Shanghai."""
    since = instant - _DAY_ONE
    return since.days + _FIRST, since.seconds * 1_000_000 + since.microseconds


def _instant(day: int, since_midnight: int) -> datetime:
    return _DAY_ONE + timedelta(days=day - _FIRST, microseconds=since_midnight)


def _date(instant: datetime) -> date:
    return date.fromordinal(_moment(instant)[0])
