"""What the office does to arrange consultations: kinds, rooms. Callers hold the transaction."""

from .kinds import KindForm, change_kind
from .rooms import RoomForm, add_room, bring_back_room, change_room, retire_room

__all__ = ["KindForm", "RoomForm", "add_room", "bring_back_room", "change_kind", "change_room", "retire_room"]
