"""What happened with acknowledgements, for those who tell people and keep records."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AcknowledgementAsked:
    """A message asks units (keys) for acknowledgement; `person_ids` are those who may answer for them."""

    channel_id: int
    channel_public_id: str
    message_id: int
    message_public_id: str
    author_id: int
    unit_ids: tuple[int, ...]
    person_ids: tuple[int, ...]
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A person answered for their unit, or took the answer back (`is_undone`)."""

    channel_id: int
    channel_public_id: str
    message_id: int
    message_public_id: str
    unit_id: int
    person_id: int
    is_undone: bool


@dataclass(frozen=True, slots=True)
class AcknowledgementsReminded:
    """The units (keys) that were missing are reminded, for the `number`th time (from 1), with a reason.

    `person_ids` are those who may answer for them.
    """

    channel_id: int
    channel_public_id: str
    message_id: int
    message_public_id: str
    person_id: int
    unit_ids: tuple[int, ...]
    person_ids: tuple[int, ...]
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """The working calendar has moved a request's deadline from one instant to another."""

    channel_id: int
    channel_public_id: str
    message_id: int
    message_public_id: str
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True)
class AcknowledgementsReleased:
    """Units (keys) that left the channel owe no answer any more."""

    channel_id: int
    channel_public_id: str
    message_id: int
    unit_ids: tuple[int, ...]
