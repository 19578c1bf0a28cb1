"""What the office changed of what consultations are arranged with."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """A meeting room was added, given other words, retired, or brought back."""

    room_id: int
    public_id: str
    act: Literal["add", "change", "retire", "return"]
    person_id: int


@dataclass(frozen=True, slots=True)
class KindChanged:
    """A kind of consultation has other defaults: days of notice and for papers, and length in minutes."""

    kind: str
    notice_days: int
    papers_days: int
    minutes: int
    person_id: int
