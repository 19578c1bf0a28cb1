"""What a person does with a message: pin, mark, save for later, and the ways back. Callers hold the transaction."""

from .. import policy as _policy  # noqa: F401 (its rules are asked for by name)
from .marks import mark_message, unmark_message
from .pins import pin_message, unpin_message
from .saved import finish_saved, resume_saved, save_message, unsave_message

__all__ = [
    "finish_saved",
    "mark_message",
    "pin_message",
    "resume_saved",
    "save_message",
    "unmark_message",
    "unpin_message",
    "unsave_message",
]
