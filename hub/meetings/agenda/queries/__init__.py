"""Reads of agendas: items with all that hangs on them, papers, decisions that are still open, and the page of all of it."""

from .items import items, removed
from .open_decisions import earlier_decisions, open_decisions
from .page import AgendaPage, AgendaRow, page
from .papers import paper, papers

__all__ = [
    "AgendaPage",
    "AgendaRow",
    "earlier_decisions",
    "items",
    "open_decisions",
    "page",
    "paper",
    "papers",
    "removed",
]
