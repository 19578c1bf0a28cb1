"""From when to when something stands."""

from datetime import date


def stands_on(on: date, first_on: date | None, last_on: date | None) -> bool:
    """Whether what stands from one Shanghai date to another, both included, stands on `on`; None leaves that end open."""
    return (first_on or date.min) <= on <= (last_on or date.max)
