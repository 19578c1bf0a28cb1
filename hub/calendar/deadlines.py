"""Running deadlines in working time, for the floor of the calendar, which knows none: features say how many would move."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from .rules import WorkingTime

Count = Callable[[Session, WorkingTime], int]
C = TypeVar("C", bound=Count)

_counts: list[Count] = []


def counted(count: C) -> C:
    """Decorator: `count(session, time)` says how many of a feature's running deadlines would move if `time` held.

    The same rows must move when the feature answers `CalendarChanged` with that time in force.
    """
    if count not in _counts:
        _counts.append(count)
    return count


def would_move(session: Session, time: WorkingTime) -> int:
    """How many running deadlines, of all features, are otherwise by `time` than they stand."""
    return sum(count(session, time) for count in _counts)
