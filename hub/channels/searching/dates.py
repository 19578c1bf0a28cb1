"""A range of dates as years, months and days: any range is a few of them, so an index of pieces can filter by it."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from .rules import tags_of_date

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""Nobody wrote before, and nobody asks for later."""


def tags_of_range(first: date | None, last: date | None) -> list[str]:
    """The fewest pieces of `rules.tags` that together are the dates from `first` to `last`, both included."""
    return list(_cover(max(first or EARLIEST, EARLIEST), min(last or LATEST, LATEST)))


def _cover(first: date, last: date) -> Iterator[str]:
    while first <= last:
        year, month, day = tags_of_date(first)
        for tag, end in ((year, _end_of_year(first)), (month, _end_of_month(first)), (day, first)):
            if end is not None and end <= last:
                yield tag
                first = end + timedelta(days=1)
                break


def _end_of_year(first: date) -> date | None:
    return date(first.year, 12, 31) if (first.month, first.day) == (1, 1) else None


def _end_of_month(first: date) -> date | None:
    return first.replace(day=monthrange(first.year, first.month)[1]) if first.day == 1 else None
