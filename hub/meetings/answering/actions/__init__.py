"""What is done with invitations: a unit answers, the missing are reminded. Callers hold the transaction."""

from .answering import answer, take_back
from .reminding import remind, remind_due

__all__ = ["answer", "remind", "remind_due", "take_back"]
