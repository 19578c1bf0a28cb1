"""What programs write: new messages and new words, whom they would reach, and where a post stands."""

from datetime import datetime

from pydantic import Field

from ...web.api import Answer, Asked, Query
from ..shapes import MessageDraft, Posted
from .acknowledgements import WantsAck, wish_of


class NewMessage(Asked):
    """What to say. `client_id` is yours: the same one is never posted twice. `files` are ids of your finished uploads.

    Nothing asks for acknowledgement by default.
    """

    client_id: str
    body: str
    reply_to: str | None = None
    wants_ack: WantsAck | None = None
    announcement: bool = False
    files: list[str] = []


class PostedAnswer(Answer):
    """Where the message stands, after the commit."""

    id: str
    seq: int
    change: int
    posted_at: datetime
    duplicate: bool


class NewWords(Asked):
    """The new words of a message."""

    body: str


class BodyQuery(Query):
    """Words that have not been sent yet."""

    body: str = Field(max_length=8000)


class Reach(Answer):
    """How many persons the words would mention."""

    people: int


def draft_of(channel: str, new: NewMessage) -> MessageDraft:
    """What a program wants to say in a channel (public id)."""
    return MessageDraft(
        channel=channel,
        client_id=new.client_id,
        body=new.body,
        reply_to=new.reply_to,
        acknowledgement=wish_of(new.wants_ack),
        is_announcement=new.announcement,
        files=tuple(new.files),
    )


def posted_answer(posted: Posted) -> PostedAnswer:
    """Where a post stands."""
    return PostedAnswer(
        id=posted.id, seq=posted.seq, change=posted.change, posted_at=posted.posted_at, duplicate=posted.duplicate
    )
