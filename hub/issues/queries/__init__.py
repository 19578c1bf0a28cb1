"""Reads of issues: the register 台账 and its counts."""

from .counting import Count, counts, overdue_count, unsettled_in, years
from .register import RegisterPage, RegisterRow, matching, matching_keys, register, rows_of

__all__ = [
    "Count",
    "RegisterPage",
    "RegisterRow",
    "counts",
    "matching",
    "matching_keys",
    "overdue_count",
    "register",
    "rows_of",
    "unsettled_in",
    "years",
]
