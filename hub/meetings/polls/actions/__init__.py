"""What is done to polls. Every act takes the consultation's row first. Callers hold the transaction."""

from .answering import answer
from .asking import ask, remind
from .choosing import choose, give_up

__all__ = ["answer", "ask", "choose", "give_up", "remind"]
