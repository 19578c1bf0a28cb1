"""What a retraction takes along: the pin, the marks, and the words wherever they were forwarded."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from ...core import events
from ..changing import elsewhere, have, tell
from ..events import MessageRetracted
from ..models import Message
from ..shapes import Facet
from . import elsewhere as _elsewhere  # noqa: F401 (they are searched, and exported)
from . import forwarding as _forwarding  # noqa: F401 (posts bring origins along from now on)
from . import queries as _queries  # noqa: F401 (what hangs on messages, and what one saved, is found from now on)
from .actions.marks import marks_of
from .events import MessageUnmarked
from .models import MessageOrigin, Pin

_KEPT = {"synchronize_session": False}


@elsewhere
def channels_of_copies(session: Session, message_id: int) -> set[int]:
    """The keys of the channels where a message (key) was forwarded to."""
    copies = select(Message.channel_id).join(MessageOrigin, MessageOrigin.message_id == Message.id)
    return set(session.scalars(copies.where(MessageOrigin.origin_message_id == message_id)))


@events.on(MessageRetracted)
def let_go(session: Session, event: MessageRetracted) -> None:
    """A tombstone is neither pinned nor marked."""
    row = session.get_one(Message, event.message_id)
    session.execute(delete(Pin).where(Pin.message_id == row.id).execution_options(**_KEPT))
    for kind, mark in marks_of(session, row).items():
        session.delete(mark)
        gone = MessageUnmarked(row.channel_id, event.channel_public_id, row.id, row.seq, kind, event.person_id)
        events.record(session, gone)
    have(row, Facet.PIN | Facet.MARKS, has=False)


@events.on(MessageRetracted)
def empty_copies(session: Session, event: MessageRetracted) -> None:
    """The words go wherever they went, and the screens there follow; so do forwarded words in the message itself."""
    copied = or_(MessageOrigin.origin_message_id == event.message_id, MessageOrigin.message_id == event.message_id)
    session.execute(update(MessageOrigin).where(copied).values(body="").execution_options(**_KEPT))
    copies = select(Message).join(MessageOrigin, MessageOrigin.message_id == Message.id)
    copies = copies.where(MessageOrigin.origin_message_id == event.message_id, Message.retracted_at.is_(None))
    for copy in session.scalars(copies.order_by(Message.channel_id, Message.id)).all():
        tell(session, copy, "edit")
