"""What happened to polls, for those who tell people and keep records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PollAsked:
    """Units are asked, or the missing ones again (`is_reminder`); `people` (keys) are those who may answer for them."""

    poll_id: int
    public_id: str
    consultation_id: int
    person_id: int
    people: tuple[int, ...]
    is_reminder: bool
    round: int


@dataclass(frozen=True, slots=True)
class PollChanged:
    """A unit answered, or the office chose or gave up (`act`)."""

    poll_id: int
    public_id: str
    consultation_id: int
    person_id: int
    act: str
