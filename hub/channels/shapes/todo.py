"""What 待我处理 shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Urgency(IntEnum):
    """Where an entry stands in 待我处理: of today, of this week, or of another time; smaller comes first."""

    TODAY = 0
    WEEK = 1
    OTHER = 2


@dataclass(frozen=True, slots=True)
class TodoEntry:
    """One line of 待我处理. `id` is the public id of the thing (a message, a channel), `link` its endpoint and values.

    `is_mine` says that I am meant in person, not my unit; `count` is how many stand behind the line.
    """

    kind: str
    id: str
    title: str
    source: str
    at: datetime
    urgency: Urgency
    due_at: datetime | None
    is_mine: bool
    count: int
    channel: str
    seq: int
    link: tuple[str, dict[str, str | int]]
