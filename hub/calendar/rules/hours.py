"""When a working day is worked, and from which date on."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, time, timedelta

from .days import FIRST

Span = tuple[timedelta, timedelta]


@dataclass(frozen=True, slots=True)
class Hours:
    """The spans of a working day, as times since midnight in Shanghai, in order and apart; 24:00 is `timedelta(days=1)`."""

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        """Raise ValueError for spans that are empty, overlap, or leave the day."""
        edges = [edge for span in self.spans for edge in span]
        inside = edges and edges[0] >= timedelta() and edges[-1] <= timedelta(days=1)
        if not inside or any(begin >= end for begin, end in self.spans) or edges != sorted(edges):
            raise ValueError(f"these are no hours of a day: {self.spans}")

    @property
    def length(self) -> timedelta:
        """How much is worked on a working day."""
        return sum((end - begin for begin, end in self.spans), timedelta())

    @property
    def close(self) -> timedelta:
        """Close of business, since midnight."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Hours by the date (Shanghai's) from which they hold, in order; the first have held since the calendar began."""

    changes: tuple[tuple[date, Hours], ...]

    def __post_init__(self) -> None:
        """Raise ValueError without hours for the calendar's beginning, and for dates that repeat or go back."""
        dates = [on for on, _hours in self.changes]
        if not dates or dates[0] > FIRST or dates != sorted(set(dates)):
            raise ValueError(f"hours must hold from {FIRST} on, and change on dates in order: {dates}")

    @classmethod
    def always(cls, hours: Hours) -> "Timetable":
        """The same hours on every working day."""
        return cls(((FIRST, hours),))

    def on(self, day: date) -> Hours:
        """The hours that hold on `day`, if it is worked."""
        return self.changes[bisect_right(self.changes, day, key=lambda change: change[0]) - 1][1]


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


OFFICE_HOURS = Hours(
    (
        (_since_midnight(time(9)), _since_midnight(time(11, 30))),
        (_since_midnight(time(13, 30)), _since_midnight(time(17))),
    )
)
"""09:00–11:30 and 13:30–17:00, six hours a day."""
ALL_DAY = Hours(((timedelta(), timedelta(days=1)),))
"""0:00–24:00."""
