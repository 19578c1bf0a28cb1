"""Reads of topics: the list 议题库 and its counts, one topic, what may mean the same, what may come onto an agenda."""

from .alike import alike
from .elsewhere import alive, of_channel, of_issue
from .listing import GROUPS, counts, lines_of, listed, waiting_keys
from .pool import pool
from .sheet import found_topic, sheet

__all__ = [
    "GROUPS",
    "alike",
    "alive",
    "counts",
    "found_topic",
    "lines_of",
    "listed",
    "of_channel",
    "of_issue",
    "pool",
    "sheet",
    "waiting_keys",
]
