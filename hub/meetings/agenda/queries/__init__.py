"""Reads of agendas: items with all that hangs on them, papers, and decisions that are still open."""

from .items import items
from .open_decisions import open_decisions
from .papers import papers

__all__ = ["items", "open_decisions", "papers"]
