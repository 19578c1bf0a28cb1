"""From review to receipt. Every act takes the minutes' row first; callers hold the transaction."""

from .correcting import correct, discard
from .files import take
from .letterheads import LetterheadForm, remove_letterhead, write_letterhead
from .publishing import publish, void
from .receiving import receive, remind
from .signing import sign
from .steps import send_back, send_to_review, send_to_sign

__all__ = [
    "LetterheadForm",
    "correct",
    "discard",
    "publish",
    "receive",
    "remind",
    "remove_letterhead",
    "send_back",
    "send_to_review",
    "send_to_sign",
    "sign",
    "take",
    "void",
    "write_letterhead",
]
