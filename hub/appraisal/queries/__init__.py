"""Figures of a period, and the evidence behind each."""

from .evidence import FIGURES, MOST, evidence, overdue
from .figures import of_items, of_units

__all__ = ["FIGURES", "MOST", "evidence", "of_items", "of_units", "overdue"]
