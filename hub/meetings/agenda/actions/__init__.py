"""Use cases of agendas: what comes onto one, in which order, off it again, and its papers. Callers hold the transaction."""

from .arranging import add_follow_up, add_plain, add_topic, begin, change_item, move, remove, reorder, restore
from .papers import add_papers, restore_paper, withdraw_paper

__all__ = [
    "add_follow_up",
    "add_papers",
    "add_plain",
    "add_topic",
    "begin",
    "change_item",
    "move",
    "remove",
    "reorder",
    "restore",
    "restore_paper",
    "withdraw_paper",
]
