"""How a message is read: the columns of its row and of whom it quotes, and the view that they become."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.orm import Session, aliased

from ...accounts.models import Person, Unit
from ..facets import complete
from ..models import Channel, Message
from ..rules import EXCERPT, excerpt
from ..shapes import Facet, Facets, Mentioned, MessageView, QuoteView

_Quoted = aliased(Message)
_QuotedAuthor = aliased(Person)
_QuotedUnit = aliased(Unit)
COLUMNS = (
    Message.id,
    Message.public_id,
    Channel.public_id,
    Message.seq,
    Message.change,
    Message.client_id,
    Message.author_id,
    Person.public_id,
    Person.name,
    Person.post,
    Unit.public_id,
    Unit.short_name,
    Unit.tile,
    Message.body,
    Message.posted_at,
    Message.edited_at,
    Message.retracted_at,
    Message.mentioned,
    Message.facets,
    _Quoted.public_id,
    _Quoted.seq,
    _QuotedUnit.short_name,
    _QuotedAuthor.name,
    func.substr(_Quoted.body, 1, 4 * EXCERPT),
    _Quoted.retracted_at,
)


def joined(found: Select[Any]) -> Select[Any]:
    """A statement over messages, with all that `COLUMNS` are taken from."""
    found = found.join(Channel, Channel.id == Message.channel_id).join(Person, Person.id == Message.author_id)
    found = found.join(Unit, Unit.id == Message.unit_id).outerjoin(_Quoted, _Quoted.id == Message.reply_to_id)
    found = found.outerjoin(_QuotedAuthor, _QuotedAuthor.id == _Quoted.author_id)
    return found.outerjoin(_QuotedUnit, _QuotedUnit.id == _Quoted.unit_id)


def views_from(session: Session, rows: Sequence[Any]) -> list[MessageView]:
    """Messages from such rows, in their order, with what hangs on them."""
    return complete(session, map(view_from, rows))


def view_from(row: Any) -> MessageView:
    """A message from a row that begins with `COLUMNS`; a retracted one, quoted ones too, without its words."""
    until_unit, (body, posted_at, edited_at, retracted_at, mentioned, bits), quoted = row[:13], row[13:19], row[19:25]
    gone = retracted_at is not None
    names = () if gone else tuple(Mentioned(name["name"], name["kind"], name["id"]) for name in mentioned)
    facets = Facets() if gone else Facets(bits=Facet(bits))
    values = (*until_unit, "" if gone else body, posted_at, edited_at, retracted_at, _quote(*quoted), names, facets)
    return MessageView(*values)


def _quote(
    public_id: str | None, seq: int, unit: str, author: str, beginning: str, retracted_at: datetime | None
) -> QuoteView | None:
    if public_id is None:
        return None
    gone = retracted_at is not None
    return QuoteView(public_id, seq, unit, author, "" if gone else excerpt(beginning), gone)
