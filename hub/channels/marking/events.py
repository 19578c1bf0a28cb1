"""What happened to marks, for the floors that make minutes and issues from them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageMarked:
    """A message is marked as `kind` (`rules.KINDS`); `person_id` and `unit_id` are the marker's."""

    channel_id: int
    channel_public_id: str
    message_id: int
    seq: int
    kind: str
    person_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class MessageUnmarked:
    """A message is no longer marked as `kind`: `person_id` took the mark, or the whole message, back."""

    channel_id: int
    channel_public_id: str
    message_id: int
    seq: int
    kind: str
    person_id: int
