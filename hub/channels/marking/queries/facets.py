"""What hangs on the messages of a page: pins, marks and origins, one query for each kind."""

from collections import defaultdict
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, select
from sqlalchemy.orm import Session

from ....accounts.models import Person, Unit
from ....plan.models import WorkItem
from ...facets import facet
from ...models import Channel, Message
from ...shapes import Facet, MarkView, OriginView, PinView
from ..models import MessageMark, MessageOrigin, Pin
from ..rules import KINDS

_of: BindParameter[int] = bindparam("messages", expanding=True)
_pins = (
    select(Pin.message_id, Person.public_id, Person.name, Unit.short_name, Pin.at)
    .join(Person, Person.id == Pin.by_id)
    .join(Unit, Unit.id == Pin.unit_id)
    .where(Pin.message_id.in_(_of))
)
by_kind = case({kind: place for place, kind in enumerate(KINDS)}, value=MessageMark.kind)
"""SQL: the order of kinds."""
_marks = (
    select(MessageMark.message_id, MessageMark.kind, Person.public_id, Person.name, Unit.short_name, MessageMark.at)
    .join(Person, Person.id == MessageMark.by_id)
    .join(Unit, Unit.id == MessageMark.unit_id)
    .where(MessageMark.message_id.in_(_of))
    .order_by(by_kind)
)
_origins = (
    select(
        *(MessageOrigin.message_id, Message.public_id, Channel.public_id, Channel.kind, Channel.title, WorkItem.number),
        *(Unit.short_name, Person.name, Person.post, Message.posted_at, Message.retracted_at, Message.facets),
        MessageOrigin.body,
    )
    .join(Message, Message.id == MessageOrigin.origin_message_id)
    .join(Channel, Channel.id == Message.channel_id)
    .join(Person, Person.id == Message.author_id)
    .join(Unit, Unit.id == Message.unit_id)
    .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    .where(MessageOrigin.message_id.in_(_of))
)


@facet(Facet.PIN, "pin")
def load_pins(session: Session, messages: list[int]) -> dict[int, PinView]:
    """Who pinned these messages (keys)."""
    return {row[0]: PinView(*row[1:]) for row in session.execute(_pins, {"messages": messages})}


@facet(Facet.MARKS, "marks")
def load_marks(session: Session, messages: list[int]) -> dict[int, tuple[MarkView, ...]]:
    """What these messages (keys) are marked as, in the order of kinds."""
    found: defaultdict[int, tuple[MarkView, ...]] = defaultdict(tuple)
    for row in session.execute(_marks, {"messages": messages}):
        found[row[0]] += (MarkView(*row[1:]),)
    return found


@facet(Facet.ORIGIN, "origin")
def load_origins(session: Session, messages: list[int]) -> dict[int, OriginView]:
    """Where these messages (keys) were forwarded from."""
    return {row[0]: _origin(row) for row in session.execute(_origins, {"messages": messages})}


def _origin(row: Any) -> OriginView:
    retracted_at, bits, body = row[10:]
    gone = retracted_at is not None
    values = (*row[1:10], gone, bool(bits & Facet.FILES) and not gone, "" if gone else body)
    return OriginView(*values)
