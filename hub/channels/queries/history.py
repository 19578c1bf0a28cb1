"""Messages and their changes: pages by their dense numbers, so that a channel of a million reads like one of a thousand."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.policy import require
from ...core.viewer import Viewer
from ..models import ChangeLog, Message, MessageRevision
from ..policy import standing
from ..rules import PAGE_LIMIT, clean_limit, clean_number, clean_public_id, window
from ..shapes import ChangeView, MessagePage, MessageView, RevisionView
from .entering import enter, nothing_here
from .rows import COLUMNS, joined, view_from, views_from

_of_channel = Message.channel_id == bindparam("channel_id")
_page = (
    joined(select(*COLUMNS).select_from(Message))
    .where(_of_channel, Message.seq.between(bindparam("low"), bindparam("high")))
    .order_by(Message.seq)
)
_one = joined(select(*COLUMNS, Message.channel_id).select_from(Message)).where(
    Message.public_id == bindparam("message")
)
_some = joined(select(*COLUMNS).select_from(Message)).where(Message.id.in_(bindparam("ids", expanding=True)))
_changed = (
    select(ChangeLog.change, ChangeLog.seq, ChangeLog.action)
    .where(ChangeLog.channel_id == bindparam("channel_id"))
    .where(ChangeLog.change.between(bindparam("low"), bindparam("high")))
    .order_by(ChangeLog.change)
)
_in_places = joined(select(*COLUMNS).select_from(Message)).where(
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
    return MessagePage(views_from(session, rows), has_before=low > 1, has_after=high < place.head)


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
    now = {view.seq: view for view in views_from(session, rows)}
    found = [ChangeView(change, action, now[seq]) for seq, (change, action) in actions.items()]
    return found, place.change, high < place.change


def message(session: Session, viewer: Viewer, public_id: str) -> MessageView:
    """One message; NotFound unless the viewer may read its channel."""
    row = session.execute(_one, {"message": clean_public_id(public_id)}).first()
    if row is None:
        raise nothing_here()
    require(session, viewer, "channel.read", standing(session, viewer, row.channel_id))
    return views_from(session, [row])[0]


def views_of(session: Session, ids: Sequence[int]) -> dict[int, MessageView]:
    """Messages by their keys, for streams; asks no policy: whoever delivers them does."""
    rows = session.execute(_some, {"ids": list(ids)}).all() if ids else []
    return {view.id: view for view in views_from(session, rows)}


def stretch(session: Session, channel_id: int, low: int, high: int) -> list[MessageView]:
    """The messages `low` to `high` of a channel (key), however many; asks no policy: whoever reads them in bulk has."""
    rows = session.execute(_page, {"channel_id": channel_id, "low": low, "high": high}).all()
    return views_from(session, rows)


def revisions(session: Session, viewer: Viewer, public_id: str) -> list[RevisionView]:
    """What a message said before, oldest first, without what it says now; nothing once it is retracted."""
    row = session.execute(_one, {"message": clean_public_id(public_id)}).first()
    if row is None:
        raise nothing_here()
    require(session, viewer, "message.history", standing(session, viewer, row.channel_id))
    now = view_from(row)
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
