"""Reads of follow-ups: the register 督办台账, its counts, and what hangs on another thing."""

from .beside import of_channel, of_issue, of_minutes
from .counting import counts, overdue_count, years
from .register import RegisterPage, matching_keys, register

__all__ = [
    "RegisterPage",
    "counts",
    "matching_keys",
    "of_channel",
    "of_issue",
    "of_minutes",
    "overdue_count",
    "register",
    "years",
]
