"""What happened to issues, for those who tell people and keep records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueChanged:
    """Somebody did something to an issue (`act` of `rules.Act`). `person_id` is None for what the hub did by itself.

    `people` (keys) are those for whom something waits by it now.
    """

    issue_id: int
    public_id: str
    channel_id: int
    message_id: int
    act: str
    person_id: int | None
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtensionDecided:
    """A request for more time has been approved or refused; `people` (keys) are those of the unit that asked."""

    request_id: int
    issue_id: int
    channel_id: int
    message_id: int
    is_approved: bool
    person_id: int
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RegisterExported:
    """Somebody takes `count` lines of the register with them as a file: those of a group of states, all or narrowed."""

    person_id: int
    group: str
    is_narrowed: bool
    count: int


@dataclass(frozen=True, slots=True)
class TopicsCalledFor:
    """A rung of a ladder wants these issues (keys) on the table of the next consultation."""

    issue_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IssueForgotten:
    """The office, or its unit, has taken the words of an issue (key) back; nobody may read them anywhere."""

    issue_id: int
