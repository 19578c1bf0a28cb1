"""What happened to follow-ups, for those who tell people and keep records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FollowUpChanged:
    """Somebody did something to a follow-up (`act` of `rules.Act`). `person_id` is None for what the hub did by itself."""

    follow_up_id: int
    public_id: str
    number: str
    act: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class FollowUpsExported:
    """Somebody takes `count` lines of the register with them as a file: those of a group of states, all or narrowed."""

    person_id: int
    group: str
    is_narrowed: bool
    count: int


@dataclass(frozen=True, slots=True)
class FollowUpSettingChanged:
    """Lights and due dates follow other numbers; `before` and `after` are `20/3/10`."""

    before: str
    after: str
