"""Messages and their changes: pages by their dense numbers, so that a channel of a million reads like one of a thousand."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from ...accounts.models import Person, Unit
from ...core import clock
from ...core.policy import require
from ...core.viewer import Viewer
from ..facets import complete
from ..models import ChangeLog, Channel, Message, MessageRevision
from ..policy import standing
from ..rules import EXCERPT, PAGE_LIMIT, clean_limit, clean_number, clean_public_id, excerpt, window
from ..shapes import ChangeView, Facet, Facets, Mentioned, MessagePage, MessageView, QuoteView, RevisionView
from .entering import enter, nothing_here

_Quoted = aliased(Message)
_QuotedAuthor = aliased(Person)
_QuotedUnit = aliased(Unit)
_COLUMNS = (
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


def _joined(found: Select[Any]) -> Select[Any]:
    found = found.join(Channel, Channel.id == Message.channel_id).join(Person, Person.id == Message.author_id)
    found = found.join(Unit, Unit.id == Message.unit_id).outerjoin(_Quoted, _Quoted.id == Message.reply_to_id)
    found = found.outerjoin(_QuotedAuthor, _QuotedAuthor.id == _Quoted.author_id)
    return found.outerjoin(_QuotedUnit, _QuotedUnit.id == _Quoted.unit_id)


_of_channel = Message.channel_id == bindparam("channel_id")
_page = (
    _joined(select(*_COLUMNS).select_from(Message))
    .where(_of_channel, Message.seq.between(bindparam("low"), bindparam("high")))
    .order_by(Message.seq)
)
_one = _joined(select(*_COLUMNS, Message.channel_id).select_from(Message)).where(
    Message.public_id == bindparam("message")
)
_some = _joined(select(*_COLUMNS).select_from(Message)).where(Message.id.in_(bindparam("ids", expanding=True)))
_changed = (
    select(ChangeLog.change, ChangeLog.seq, ChangeLog.action)
    .where(ChangeLog.channel_id == bindparam("channel_id"))
    .where(ChangeLog.change.between(bindparam("low"), bindparam("high")))
    .order_by(ChangeLog.change)
)
_in_places = _joined(select(*_COLUMNS).select_from(Message)).where(
    _of_channel, Message.seq.in_(bindparam("seqs", expanding=True))
)
_since = (
    select(Message.seq)
    .where(_of_channel, Message.posted_at >= bindparam("instant"))
    .order_by(Message.posted_at, Message.seq)
    .limit(1)
)


def messages(  # noqa: PLR0913 (one page, asked for in one of four ways)
    session: Session,
    viewer: Viewer,
    channel: str,
    *,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
    on_date: date | None = None,
    limit: int = 50,
) -> MessagePage:
    """A page of a channel (public id), at most 100 messages: the newest, or those before, after or around a place.

    `on_date` begins with the first message of that Shanghai date (or the next that has one). Raises NotFound or Invalid.
    """
    place = enter(session, viewer, channel)
    if on_date is not None and (first := _first_seq_on(session, place.channel_id, on_date)) is not None:
        after = first - 1
    low, high = window(place.head, before=before, after=after, around=around, limit=limit)
    rows = session.execute(_page, {"channel_id": place.channel_id, "low": low, "high": high}).all()
    return MessagePage(_views(session, rows), has_before=low > 1, has_after=high < place.head)


def changes(
    session: Session, viewer: Viewer, channel: str, after: int = 0, limit: int = PAGE_LIMIT
) -> tuple[list[ChangeView], int, bool]:
    """What happened after the change `after`: the changes, the channel's present change, and whether there are more.

    A message that changed several times within the page comes once, with the last of its numbers and its present state.
    """
    place = enter(session, viewer, channel)
    low = clean_number(after, "after") + 1
    high = min(low + clean_limit(limit) - 1, place.change)
    if low > high:
        return [], place.change, False
    log = session.execute(_changed, {"channel_id": place.channel_id, "low": low, "high": high}).all()
    actions: dict[int, tuple[int, str]] = {}
    for change, seq, action in log:
        is_new = actions.pop(seq, (0, action))[1] == "create"
        actions[seq] = (change, "create" if is_new else action)
    rows = session.execute(_in_places, {"channel_id": place.channel_id, "seqs": list(actions)}).all()
    now = {view.seq: view for view in _views(session, rows)}
    found = [ChangeView(change, action, now[seq]) for seq, (change, action) in actions.items()]
    return found, place.change, high < place.change


def message(session: Session, viewer: Viewer, public_id: str) -> MessageView:
    """One message; NotFound unless the viewer may read its channel."""
    row = session.execute(_one, {"message": clean_public_id(public_id)}).first()
    if row is None:
        raise nothing_here()
    require(session, viewer, "channel.read", standing(session, viewer, row.channel_id))
    return _views(session, [row])[0]


def views_of(session: Session, ids: Sequence[int]) -> dict[int, MessageView]:
    """Messages by their keys, for streams; asks no policy: whoever delivers them does."""
    rows = session.execute(_some, {"ids": list(ids)}).all() if ids else []
    return {view.id: view for view in _views(session, rows)}


def stretch(session: Session, channel_id: int, low: int, high: int) -> list[MessageView]:
    """The messages `low` to `high` of a channel (key), however many; asks no policy: whoever reads them in bulk has."""
    rows = session.execute(_page, {"channel_id": channel_id, "low": low, "high": high}).all()
    return _views(session, rows)


def revisions(session: Session, viewer: Viewer, public_id: str) -> list[RevisionView]:
    """What a message said before, oldest first, without what it says now; nothing once it is retracted."""
    row = session.execute(_one, {"message": clean_public_id(public_id)}).first()
    if row is None:
        raise nothing_here()
    require(session, viewer, "message.history", standing(session, viewer, row.channel_id))
    now = _view(row)
    if now.retracted_at is not None:
        return []
    earlier = select(MessageRevision.body, MessageRevision.written_at).where(MessageRevision.message_id == now.id)
    found = session.execute(earlier.order_by(MessageRevision.id)).all()
    return [RevisionView(body, written_at, now.mentioned) for body, written_at in found]


def first_seq_on(session: Session, viewer: Viewer, channel: str, on: date) -> int | None:
    """The place of the first message on a Shanghai date, or of the next one after it; None when none is that late."""
    return _first_seq_on(session, enter(session, viewer, channel).channel_id, on)


_EARLIEST = date(1900, 1, 1)
"""Nobody wrote before; the first midnight of the calendar has no instant in UTC."""


def _first_seq_on(session: Session, channel_id: int, on: date) -> int | None:
    begins_at = datetime.combine(max(on, _EARLIEST), time(), clock.SHANGHAI)
    found: int | None = session.scalar(_since, {"channel_id": channel_id, "instant": begins_at})
    return found


def _views(session: Session, rows: Sequence[Any]) -> list[MessageView]:
    return complete(session, map(_view, rows))


def _view(row: Any) -> MessageView:
    """A message from a row that begins with `_COLUMNS`; a retracted one, quoted ones too, without its words."""
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
