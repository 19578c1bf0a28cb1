"""The pinned messages of a channel, the newest pin first."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ....accounts.models import Person, Unit
from ....core.viewer import Viewer
from ...models import Message
from ...queries.entering import enter
from ...rules import EXCERPT, excerpt
from ...shapes import PinEntry, PinView
from ..models import MessageOrigin, Pin

_By = aliased(Person)
_ForUnit = aliased(Unit)
words = func.substr(func.coalesce(func.nullif(Message.body, ""), MessageOrigin.body, ""), 1, 4 * EXCERPT)
"""SQL over Message and (outer) MessageOrigin: the beginning of what a message says, its own words before forwarded ones."""
_pins = (
    select(Message.public_id, Message.seq, Unit.short_name, Person.name, words)
    .add_columns(_By.public_id, _By.name, _ForUnit.short_name, Pin.at)
    .select_from(Pin)
    .join(Message, Message.id == Pin.message_id)
    .outerjoin(MessageOrigin, MessageOrigin.message_id == Message.id)
    .join(Person, Person.id == Message.author_id)
    .join(Unit, Unit.id == Message.unit_id)
    .join(_By, _By.id == Pin.by_id)
    .join(_ForUnit, _ForUnit.id == Pin.unit_id)
    .where(Pin.channel_id == bindparam("channel_id"))
    .order_by(Pin.at.desc(), Pin.message_id.desc())
)


def pins(session: Session, viewer: Viewer, channel: str) -> list[PinEntry]:
    """What is pinned in the channel (public id); NotFound. One query, and the one that lets the viewer in."""
    place = enter(session, viewer, channel)
    rows = session.execute(_pins, {"channel_id": place.channel_id})
    return [
        PinEntry(message, seq, unit, author, excerpt(beginning), PinView(*pin))
        for message, seq, unit, author, beginning, *pin in rows
    ]
