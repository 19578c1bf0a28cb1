"""What is done to follow-ups. Every act takes the follow-up's row first, then its clocks. Callers hold the transaction."""

from .closing import close_out, reopen, send_back, withdraw
from .opening import follow, note_void
from .reporting import complete, confirm, object_to, recall, report
from .setting import SettingForm, set_lights
from .supervising import ask_due, assign, change_due, escalate, insist, keep, refuse_due
from .taking import accept, contest

__all__ = [
    "SettingForm",
    "accept",
    "ask_due",
    "assign",
    "change_due",
    "close_out",
    "complete",
    "confirm",
    "contest",
    "escalate",
    "follow",
    "insist",
    "keep",
    "note_void",
    "object_to",
    "recall",
    "refuse_due",
    "reopen",
    "report",
    "send_back",
    "set_lights",
    "withdraw",
]
