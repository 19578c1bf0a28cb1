"""The inbound doors, as the wire table of docs/api.md has them: each calls one query or action and says what it gave."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from ..channels import intake
from ..channels.queries.entering import enter
from ..channels.shapes import MessageDraft
from ..channels.wire.acknowledgements import WantsAck, wish_of
from ..core.db import reading
from ..core.policy import require
from ..core.viewer import Viewer
from .audience import Connection
from .doors import Sent, event
from .presence import typing_data

if TYPE_CHECKING:
    from .house import House


class InChannel(Sent):
    """An event about a channel, by its public id."""

    channel: str


class NewMessage(InChannel):
    """`client_id` is the sender's: the same one is never posted twice. Nothing asks for acknowledgement by default."""

    client_id: str
    body: str
    reply_to: str | None = None
    wants_ack: WantsAck | None = None
    announcement: bool = False
    files: list[str] = []


class ReadTo(InChannel):
    """Up to which place the channel has been read."""

    seq: Annotated[int, Field(ge=0)]


@event("channel:open", policy="channel.read", model=InChannel)
def open_channel(house: "House", connection: Connection, viewer: Viewer, sent: InChannel) -> dict[str, Any]:
    """Enter the room, then say where the channel stands: whatever comes after that is heard."""
    with reading() as session:
        channel_id = enter(session, viewer, sent.channel).channel_id
    house.audience.enter(connection, channel_id)
    with reading() as session:
        place = enter(session, viewer, sent.channel)
    return {"head": place.head, "change": place.change, "last_read": place.last_read}


@event("channel:close", policy="content", model=InChannel)
def close_channel(house: "House", connection: Connection, viewer: Viewer, sent: InChannel) -> dict[str, Any]:
    """Leave the room; nothing happens to somebody who is not in it."""
    with reading() as session:
        place = enter(session, viewer, sent.channel)
    house.audience.leave(connection, place.channel_id)
    return {}


@event("message:post", policy="channel.post", model=NewMessage, is_post=True, shows_presence=True)
def post_message(_house: "House", _connection: Connection, viewer: Viewer, sent: NewMessage) -> dict[str, Any]:
    """Commit the message, together with others that wait; returns after the commit."""
    draft = MessageDraft(
        channel=sent.channel,
        client_id=sent.client_id,
        body=sent.body,
        reply_to=sent.reply_to,
        acknowledgement=wish_of(sent.wants_ack),
        is_announcement=sent.announcement,
        files=tuple(sent.files),
    )
    posted = intake.post(viewer, draft)
    return {
        "id": posted.id,
        "seq": posted.seq,
        "change": posted.change,
        "posted_at": posted.posted_at.isoformat(),
        "duplicate": posted.duplicate,
    }


@event("channel:read", policy="channel.read", model=ReadTo)
def read_channel(_house: "House", _connection: Connection, viewer: Viewer, sent: ReadTo) -> dict[str, Any]:
    """Move the read mark; it never goes back."""
    return {"last_read": intake.mark_read(viewer, sent.channel, sent.seq)}


@event("channel:typing", policy="channel.post", model=InChannel, shows_presence=True)
def type_in_channel(house: "House", _connection: Connection, viewer: Viewer, sent: InChannel) -> dict[str, Any]:
    """Tell the others, now and then."""
    if not house.typing.should_tell(viewer.person_id, sent.channel):
        return {}
    with reading() as session:
        place = enter(session, viewer, sent.channel)
        require(session, viewer, "channel.post", place)
    house.tell_typing(place.channel_id, viewer.person_id, typing_data(sent.channel, viewer))
    return {}
