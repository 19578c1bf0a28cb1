"""What queries of channels return: channels, who is in them, and where they stand."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """A channel of the viewer's, as the list beside the conversation shows it.

    `number`, `section` and `year` are the item's, None and "" for 全体. `mentions` counts the open ones.
    """

    public_id: str
    kind: str
    item_public_id: str | None
    plan_public_id: str | None
    year: int | None
    number: int | None
    section: str
    title: str
    due_on: date | None
    head: int
    change: int
    last_read: int
    unread: int
    mentions: int
    is_archived: bool
    is_responsible: bool
    is_lead: bool


@dataclass(frozen=True, slots=True)
class ResponsibleUnit:
    """A unit that answers for the channel's item; `is_lead` for the lead unit 牵头单位."""

    public_id: str
    name: str
    tile: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class ChannelPage:
    """A channel with what its page shows around the conversation."""

    entry: ChannelEntry
    units: list[ResponsibleUnit]
    member_count: int
    may_post: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Where a channel of the viewer's stands: compare, and fetch the changes if yours is less."""

    channel: str
    head: int
    change: int
    last_read: int
    mentions: int


@dataclass(frozen=True, slots=True)
class MemberView:
    """A person who is in a channel, with the unit that they speak for; no figures about anybody."""

    public_id: str
    name: str
    post: str
    basis: str
    unit_public_id: str
    unit_name: str
    unit_tile: str


@dataclass(frozen=True, slots=True)
class Mentionable:
    """Something that can be written after an @ in a channel; `detail` tells namesakes apart."""

    name: str
    kind: str
    id: str
    detail: str
