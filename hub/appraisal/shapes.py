"""What an appraisal shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .rules import ENDS, STANDINGS


@dataclass(frozen=True, slots=True)
class Ends:
    """How many matters of a kind came to which end."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """All that fell, or fall, due in the period."""
        return sum(getattr(self, name) for name in ENDS)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """How long units took to take up what they were given in the period: how many they did, the median in working time, how many wait."""

    count: int = 0
    median: timedelta | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """A unit's, or an item's, over a period. `key` is its public id; `attendance` is of units alone."""

    key: str
    name: str
    issues: Ends = Ends()
    follow_ups: Ends = Ends()
    taken_up: TakenUp = TakenUp()
    extensions: int = 0
    attendance: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(STANDINGS, 0))

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it fell into the period."""
        counted = self.issues.total + self.follow_ups.total + self.taken_up.count + self.taken_up.waiting
        return not (counted + self.extensions + sum(self.attendance.values()))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A matter behind a figure: where it is (`endpoint`, `values`), of which unit, and the instants that made it count."""

    number: str
    title: str
    unit: str
    endpoint: str
    values: Mapping[str, str]
    due_at: datetime | None = None
    settled_at: datetime | None = None
    at: datetime | None = None
    length: timedelta | None = None
    word: str = ""
