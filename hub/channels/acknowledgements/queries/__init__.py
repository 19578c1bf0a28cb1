"""Reads of acknowledgements: who can be asked, what became of requests, what my unit owes, whom a change concerns."""

from .asked import load
from .owed import count_owed, owed
from .standing import answerers, askable, askable_groups, askable_in, reached_by

__all__ = ["answerers", "askable", "askable_groups", "askable_in", "count_owed", "load", "owed", "reached_by"]
