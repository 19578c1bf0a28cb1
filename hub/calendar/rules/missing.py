"""When the office is asked for a year's days."""

from collections.abc import Set
from datetime import date

ASKED_FROM_MONTH = 11
"""The notice for the next year comes out in late October or November: from 1 November on it can be entered."""


def missing_year(today: date, years: Set[int]) -> int | None:
    """The year whose days have to be entered now, None for none: this one, or from November on the next."""
    if today.year not in years:
        return today.year
    return today.year + 1 if today.month >= ASKED_FROM_MONTH and today.year + 1 not in years else None


def asked_since(year: int) -> date:
    """The day (Shanghai's) from which that year's days are asked for."""
    return date(year - 1, ASKED_FROM_MONTH, 1)
