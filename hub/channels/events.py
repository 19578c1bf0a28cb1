"""What happened in channels, told to the floors above in the same transaction and, after the commit, to the world."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .shapes import MessageView


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A message is new. `mentioned` are the person ids that it names, `reached` those for whom something waits by it.

    `author_last_read` is the author's read mark now.
    """

    channel_id: int
    channel_public_id: str
    change: int
    seq: int
    message_id: int
    author_id: int
    author_last_read: int
    mentioned: tuple[int, ...]
    reached: tuple[int, ...]
    view: "MessageView"


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """A message has other words. `mentioned` are the person ids that only the new words reach."""

    channel_id: int
    channel_public_id: str
    change: int
    seq: int
    message_id: int
    author_id: int
    mentioned: tuple[int, ...]
    view: "MessageView"


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """What hangs on a message has changed (`action` of `models.ACTIONS`); `reached` are those for whom something waits by it."""

    channel_id: int
    channel_public_id: str
    change: int
    seq: int
    message_id: int
    action: str
    reached: tuple[int, ...]
    view: "MessageView"


@dataclass(frozen=True, slots=True)
class MessagesChanged:
    """The same for several messages (keys) of a channel at once, up to its change `change`. It goes to nobody's screen: streams
    find the channel's head moved within a second, and read what is new then, once for all that a sweep has done meanwhile."""

    channel_id: int
    change: int
    action: str
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MessageRetracted:
    """A message is a tombstone now; `person_id` is who took it back, the author or the office."""

    channel_id: int
    channel_public_id: str
    change: int
    seq: int
    message_id: int
    author_id: int
    person_id: int
    view: "MessageView"


@dataclass(frozen=True, slots=True)
class ReadMarked:
    """A person's read mark in a channel moved up to `seq`."""

    channel_id: int
    channel_public_id: str
    person_id: int
    seq: int


@dataclass(frozen=True, slots=True)
class MentionSettled:
    """A person's mention in a message is done with, or open again."""

    channel_id: int
    channel_public_id: str
    person_id: int
    seq: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """Who is in a channel is no longer the same: person ids that came (or came back), and that left."""

    channel_id: int
    channel_public_id: str
    added: tuple[int, ...]
    removed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PersonInvited:
    """The office has let a person into a channel."""

    channel_id: int
    channel_public_id: str
    person_id: int


@dataclass(frozen=True, slots=True)
class InvitationEnded:
    """The office has taken a person's invitation to a channel back."""

    channel_id: int
    channel_public_id: str
    person_id: int


@dataclass(frozen=True, slots=True)
class ChannelOpened:
    """A channel is new, or is open again after it was archived; its members' own event comes after."""

    channel_id: int
    channel_public_id: str


@dataclass(frozen=True, slots=True)
class ChannelRenamed:
    """A channel's item has another title."""

    channel_id: int
    channel_public_id: str


@dataclass(frozen=True, slots=True)
class ChannelArchived:
    """A channel can be read, but nothing can be said in it any more."""

    channel_id: int
    channel_public_id: str


@dataclass(frozen=True, slots=True)
class ChannelRemoved:
    """A channel in which nothing was ever said is gone, together with its item."""

    channel_id: int
    channel_public_id: str
