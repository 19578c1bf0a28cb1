"""Reads of issues: the register 台账 and its counts."""

from .counting import Count, counts, overdue_count, years
from .register import RegisterPage, RegisterRow, register

__all__ = ["Count", "RegisterPage", "RegisterRow", "counts", "overdue_count", "register", "years"]
