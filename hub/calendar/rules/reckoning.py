"""Working time as one number that only grows, and back: a sum per stretch of equal hours, in microseconds.

A moment is a day's ordinal and the microseconds since its midnight, both Shanghai's.
"""

from bisect import bisect_left, bisect_right
from datetime import timedelta
from itertools import accumulate

from .counting import Counted
from .days import Days
from .hours import Hours, Timetable

_MICROSECOND = timedelta(microseconds=1)


class Shift:
    """The hours of a working day in microseconds, with what is over at each opening and close."""

    def __init__(self, hours: Hours) -> None:
        self._edges = [edge // _MICROSECOND for span in hours.spans for edge in span]
        lengths = (end - begin for begin, end in zip(self._edges[::2], self._edges[1::2], strict=True))
        self._over = [0, *accumulate(lengths)]
        self.length, self.close = self._over[-1], self._edges[-1]

    def worked_by(self, since_midnight: int) -> int:
        """How much of a working day is over at that time."""
        place = bisect_right(self._edges, since_midnight)
        inside = since_midnight - self._edges[place - 1] if place % 2 else 0
        return self._over[place // 2] + inside

    def time_of(self, worked: int) -> int:
        """The first time of day at which `worked` (more than nothing, `length` at most) is over; in (open, close]."""
        span = bisect_left(self._over, worked) - 1
        return self._edges[2 * span] + worked - self._over[span]


class Reckoning:
    """The working time that has passed since the calendar began, for any moment, and the first moment for any such time."""

    def __init__(self, days: Days, timetable: Timetable) -> None:
        self._counted = Counted(days)
        self._shifts = [Shift(hours) for _on, hours in timetable.changes]
        self._starts = [on.toordinal() for on, _hours in timetable.changes]
        self._days_before = [0, *(self._counted.until(start - 1) for start in self._starts[1:])]
        self._work_before = [0]
        self._asked: dict[int, tuple[int, Shift | None]] = {}
        for place, shift in enumerate(self._shifts[:-1]):
            worked = (self._days_before[place + 1] - self._days_before[place]) * shift.length
            self._work_before.append(self._work_before[place] + worked)

    def days_until(self, day: int) -> int:
        """How many working days there are up to and with the day; ValueError outside of the calendar."""
        return self._counted.until(day)

    def elapsed(self, day: int, since_midnight: int) -> int:
        """How much working time has passed by a moment; ValueError outside of the calendar."""
        before, shift = self._asked.get(day) or self._ask(day)
        return before + shift.worked_by(since_midnight) if shift else before

    def _ask(self, day: int) -> tuple[int, Shift | None]:
        """What had passed before the day, and its hours if it is worked; kept, since what people ask about lies in few days."""
        place = bisect_right(self._starts, day) - 1
        shift, whole = self._shifts[place], self._counted.until(day) - self._days_before[place]
        is_working = self._counted.is_working(day)
        before = self._work_before[place] + (whole - is_working) * shift.length
        self._asked[day] = found = (before, shift if is_working else None)
        return found

    def moment(self, elapsed: int) -> tuple[int, int]:
        """The first moment by which so much (more than nothing) has passed; ValueError outside of the calendar."""
        place = bisect_left(self._work_before, elapsed) - 1
        shift = self._shifts[place]
        whole, rest = divmod(elapsed - self._work_before[place], shift.length)
        if not rest:
            whole, rest = whole - 1, shift.length
        return self._counted.day(self._days_before[place] + whole + 1), shift.time_of(rest)

    def close_after(self, day: int, count: int) -> tuple[int, int]:
        """Close of business on the `count`th working day after a day; ValueError outside of the calendar."""
        due = self._counted.day(self._counted.until(day) + count)
        return due, self._shifts[bisect_right(self._starts, due) - 1].close

    def close_before(self, day: int, count: int) -> tuple[int, int]:
        """Close of business on the `count`th working day before a day; ValueError outside of the calendar."""
        number = self._counted.until(day) - count
        on = self._counted.day(number if self._counted.is_working(day) else number + 1)
        return on, self._shifts[bisect_right(self._starts, on) - 1].close
