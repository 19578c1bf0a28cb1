"""Working days by number: weekdays are counted by a formula, and the days that differ from it by a prefix sum."""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache
from itertools import accumulate

from .days import FIXED_HOLIDAYS, SATURDAY, Days

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
"""The calendar; nothing in the hub is older, and nothing is due later."""


class Counted:
    """The working days of a table of days, numbered from 1 on FIRST or after it."""

    def __init__(self, days: Days) -> None:
        different = sorted((day.toordinal(), change) for day, change in _differences(days).items())
        self._ordinals = [ordinal for ordinal, _ in different]
        self._sums = [0, *accumulate(change for _, change in different)]
        self._before = _weekdays(FIRST.toordinal() - 1)
        self._all = self._until(LAST.toordinal())

    def until(self, day: date) -> int:
        """How many working days there are up to and with `day`; ValueError outside of the calendar."""
        if not FIRST <= day <= LAST:
            raise ValueError(f"{day} is outside of the calendar, which goes from {FIRST} to {LAST}")
        return self._until(day.toordinal())

    def day(self, number: int) -> date:
        """The working day with this number; ValueError outside of the calendar."""
        if not 1 <= number <= self._all:
            raise ValueError(f"the calendar ends on {LAST}")
        ordinals = range(FIRST.toordinal(), LAST.toordinal() + 1)
        return date.fromordinal(ordinals[bisect_left(ordinals, number, key=self._until)])

    def _until(self, ordinal: int) -> int:
        return _weekdays(ordinal) - self._before + self._sums[bisect_right(self._ordinals, ordinal)]


@lru_cache(maxsize=16)
def counted(days: Days) -> Counted:
    """The table's working days by number; made once for the tables in use."""
    return Counted(days)


def _weekdays(ordinal: int) -> int:
    """How many days from Monday to Friday there are up to and with this one; day 1 was a Monday."""
    weeks, rest = divmod(ordinal, 7)
    return 5 * weeks + min(rest, 5)


def _differences(days: Days) -> dict[date, int]:
    """What to add for each day that is not what its weekday says: 1 or -1."""
    fixed = {
        date(year, month, day)
        for year in range(FIRST.year, LAST.year + 1)
        if year not in days.years
        for month, day in FIXED_HOLIDAYS
    }
    named = (day for day in fixed | days.holidays | days.makeups if FIRST <= day <= LAST)
    return {day: days.is_working(day) - (day.weekday() < SATURDAY) for day in named}
