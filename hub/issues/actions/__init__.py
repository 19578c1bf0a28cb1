"""What is done to issues. Every act takes the issue's row first, then its clocks, then its channel. Callers hold the transaction."""

from .answering import acknowledge, report, resolve
from .assigning import assign, hand_over
from .concluding import conclude
from .extending import ask_extension, decide_extension
from .raising import raise_issue
from .settling import close, edit, reopen, withdraw
from .supervising import change_due, deescalate, escalate, hold, resume

__all__ = [
    "acknowledge",
    "ask_extension",
    "assign",
    "change_due",
    "close",
    "conclude",
    "decide_extension",
    "deescalate",
    "edit",
    "escalate",
    "hand_over",
    "hold",
    "raise_issue",
    "reopen",
    "report",
    "resolve",
    "resume",
    "withdraw",
]
