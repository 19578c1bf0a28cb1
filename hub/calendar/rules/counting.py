"""Working days by number: weekdays are counted by a formula, and the days that differ from it by a prefix sum."""

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import accumulate

from .days import FIRST, FIXED_HOLIDAYS, LAST, Days

_FIRST, _LAST = FIRST.toordinal(), LAST.toordinal()


class Counted:
    """The working days of a table of days, numbered from 1 on FIRST or after it. Days go in and out as ordinals.

    Looking up costs two steps and a bisection among the days that differ from their weekday.
    """

    def __init__(self, days: Days) -> None:
        self._per_week = days.per_week
        self._changes = _differences(days)
        self._ordinals = sorted(self._changes)
        self._sums = [0, *accumulate(self._changes[ordinal] for ordinal in self._ordinals)]
        self._before = _usual(_FIRST - 1, self._per_week)
        self._numbers = [self.until(ordinal) for ordinal in self._ordinals]
        self._all = self.until(_LAST)

    def is_working(self, ordinal: int) -> bool:
        """Whether the day is worked."""
        return (ordinal - 1) % 7 < self._per_week if ordinal not in self._changes else self._changes[ordinal] > 0

    def until(self, ordinal: int) -> int:
        """How many working days there are up to and with the day; ValueError outside of the calendar."""
        if not _FIRST <= ordinal <= _LAST:
            raise ValueError(f"day {ordinal} is outside of the calendar, which goes from {FIRST} to {LAST}")
        usual = _usual(ordinal, self._per_week) - self._before
        return usual + self._sums[bisect_right(self._ordinals, ordinal)]

    def day(self, number: int) -> int:
        """The working day with this number; ValueError outside of the calendar."""
        if not 1 <= number <= self._all:
            raise ValueError(f"the calendar ends on {LAST}")
        place = bisect_left(self._numbers, number)
        weeks, rest = divmod(number - self._sums[place] + self._before - 1, self._per_week)
        weekday = 7 * weeks + rest + 1
        # A make-up day that is the one asked for comes before the next weekday.
        return min(weekday, self._ordinals[place]) if place < len(self._ordinals) else weekday


def _usual(ordinal: int, per_week: int) -> int:
    """How many days there are, up to and with this one, that a usual week works; day 1 was a Monday."""
    weeks, rest = divmod(ordinal, 7)
    return per_week * weeks + (rest if rest < per_week else per_week)


def _differences(days: Days) -> dict[int, int]:
    """What to add for each day that is not what its weekday says: 1 or -1."""
    fixed = {
        date(year, month, day)
        for year in range(FIRST.year, LAST.year + 1)
        if year not in days.years
        for month, day in FIXED_HOLIDAYS
    }
    named = (day for day in fixed | days.holidays | days.makeups if FIRST <= day <= LAST)
    changes = {day.toordinal(): days.is_working(day) - (day.weekday() < days.per_week) for day in named}
    return {ordinal: change for ordinal, change in changes.items() if change}
