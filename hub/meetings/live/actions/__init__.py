"""What is done while a consultation is held. Every act takes the consultation's row first; callers hold the transaction."""

from .closing import close
from .deciding import drop, edit, fix, read_back, restore, write
from .opening import open_consultation
from .reopening import reopen
from .signing import sign_in, sign_in_by_hand, undo_sign_in
from .speaking import ask_floor, end_floor, give_floor, strike_out, take_back
from .stating import call_positions, state_position
from .turning import back, defer, go_to, next_item

__all__ = [
    "ask_floor",
    "back",
    "call_positions",
    "close",
    "defer",
    "drop",
    "edit",
    "end_floor",
    "fix",
    "give_floor",
    "go_to",
    "next_item",
    "open_consultation",
    "read_back",
    "reopen",
    "restore",
    "sign_in",
    "sign_in_by_hand",
    "state_position",
    "strike_out",
    "take_back",
    "undo_sign_in",
    "write",
]
