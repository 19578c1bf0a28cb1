"""Acts on passages. Each takes the minutes' row first; callers hold the transaction."""

from .decisions import save_decision
from .passages import add, move, put_back, remove, restore, retitle, save

__all__ = ["add", "move", "put_back", "remove", "restore", "retitle", "save", "save_decision"]
