"""Comment rounds. Every act takes the minutes' row first; callers hold the transaction."""

from .answering import comment, no_comments, take_back
from .deciding import decide
from .ending import end
from .opening import ask_units, remind
from .setting import set_rounds

__all__ = ["ask_units", "comment", "decide", "end", "no_comments", "remind", "set_rounds", "take_back"]
