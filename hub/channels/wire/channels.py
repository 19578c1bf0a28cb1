"""Channels, who is in them, and where they stand."""

from pydantic import Field

from ...web.api import Answer, Asked
from ..shapes import ChannelEntry, Head, MemberView


class ChannelAnswer(Answer):
    """A channel of yours. `number`, `section` and `year` are the item's; null and "" for 全体."""

    id: str
    kind: str
    title: str
    number: int | None
    section: str
    year: int | None
    head: int
    change: int
    last_read: int
    unread: int
    mentions: int
    is_archived: bool
    is_responsible: bool
    is_lead: bool


class ChannelList(Answer):
    """All channels that you are a member of."""

    channels: list[ChannelAnswer]


class UnitOfItem(Answer):
    """A unit that answers for the channel's item."""

    id: str
    name: str
    is_lead: bool


class ChannelDetails(ChannelAnswer):
    """A channel with the units that answer for its item."""

    units: list[UnitOfItem]
    member_count: int
    may_post: bool


class Member(Answer):
    """A person in a channel, and the unit that they speak for."""

    id: str
    name: str
    post: str
    unit_id: str
    unit_name: str


class MemberList(Answer):
    """Who is in a channel, by unit."""

    members: list[Member]


class ReadTo(Asked):
    """Up to which place you have read."""

    seq: int = Field(ge=0)


class ReadMark(Answer):
    """Where your read mark stands; it never goes back."""

    last_read: int


class HeadAnswer(Answer):
    """Where one of your channels stands."""

    channel: str
    head: int
    change: int
    last_read: int
    mentions: int


class HeadList(Answer):
    """Where all your channels stand, and how much waits for you in all."""

    heads: list[HeadAnswer]
    waiting: int


def channel_answer(entry: ChannelEntry) -> ChannelAnswer:
    """A channel as its member's program gets it."""
    names = set(ChannelAnswer.model_fields) - {"id"}
    return ChannelAnswer(id=entry.public_id, **{name: getattr(entry, name) for name in names})


def member_answer(member: MemberView) -> Member:
    """A member as programs get them."""
    return Member(
        id=member.public_id,
        name=member.name,
        post=member.post,
        unit_id=member.unit_public_id,
        unit_name=member.unit_name,
    )


def head_answer(head: Head) -> HeadAnswer:
    """Where a channel stands."""
    return HeadAnswer(
        channel=head.channel, head=head.head, change=head.change, last_read=head.last_read, mentions=head.mentions
    )
