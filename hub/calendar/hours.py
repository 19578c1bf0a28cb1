"""When a working day is worked."""

from dataclasses import dataclass
from datetime import time, timedelta

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

    def worked_by(self, since_midnight: timedelta) -> timedelta:
        """How much of a working day is over at that time."""
        return sum((min(max(since_midnight, begin), end) - begin for begin, end in self.spans), timedelta())

    def time_of(self, worked: timedelta) -> timedelta:
        """The first time of day at which `worked` (more than nothing, `length` at most) is over; in (open, close]."""
        left = worked
        for begin, end in self.spans:
            if left <= end - begin:
                return begin + left
            left -= end - begin
        raise ValueError(f"a day has no more than {self.length}, asked for {worked}")


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


OFFICE_HOURS = Hours(
    (
        (_since_midnight(time(9)), _since_midnight(time(11, 30))),
        (_since_midnight(time(13, 30)), _since_midnight(time(17))),
    )
)
"""09:00–11:30 and 13:30–17:00, six hours a day."""
