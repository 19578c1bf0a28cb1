"""What is read of a consultation that is held, or was."""

from .board import Board, board
from .decided import OpenDecision, decided
from .record import Record, record
from .review import Review, review

__all__ = ["Board", "OpenDecision", "Record", "Review", "board", "decided", "record", "review"]
