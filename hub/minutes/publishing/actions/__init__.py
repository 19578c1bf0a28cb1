"""From review to receipt. Every act takes the minutes' row first; callers hold the transaction."""

from .correcting import correct, discard
from .files import copy_of, note_taken
from .letterheads import LetterheadForm, remove_letterhead, write_letterhead
from .publishing import publish, void
from .receiving import receive, remind
from .signing import sign
from .steps import send_back, send_to_review, send_to_sign

__all__ = [
    "LetterheadForm",
    "copy_of",
    "correct",
    "discard",
    "note_taken",
    "publish",
    "receive",
    "remind",
    "remove_letterhead",
    "send_back",
    "send_to_review",
    "send_to_sign",
    "sign",
    "void",
    "write_letterhead",
]
