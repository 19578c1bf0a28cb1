"""Changes of messages that are there already: each takes the channel's next change, so that every screen follows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ..core import events
from ..core.bulk import among, insert_many, update_many
from ..core.errors import NotFound
from ..core.i18n import _
from ..core.policy import require
from ..core.viewer import Viewer
from . import queries
from .events import MessageChanged, MessagesChanged
from .models import ChangeLog, Channel, Message
from .rules import clean_public_id
from .shapes import Facet, MessageView

Elsewhere = Callable[[Session, int], Iterable[int]]
Take = Callable[[Session, int], None]

_UNREAD = {"synchronize_session": False}
_elsewhere: list[Elsewhere] = []
_above: list[Take] = []


def elsewhere(find: Elsewhere) -> Elsewhere:
    """Decorator: `find(session, message key)` gives the keys of other channels that change when the message is retracted."""
    if find not in _elsewhere:
        _elsewhere.append(find)
    return find


def above(take: Take) -> Take:
    """Decorator: `take(session, message key)` takes the rows of a floor above that change when the message is retracted.

    They stand before channels in the order of locks (docs/adr/0008), so they are taken before the message's channel is.
    """
    if take not in _above:
        _above.append(take)
    return take


def locked(session: Session, viewer: Viewer, message: str, rule: str, *, everywhere: bool = False) -> Message:
    """The message (public id) for whoever may do `rule` to it, with its channel's row taken, so that changes stand in line.

    `everywhere` takes whatever else a retraction changes too, against deadlocks: first what hangs on the message above, then
    the channels of its copies, all in the order of their keys.
    Raises NotFound or Denied.
    """
    row = found(session, message)
    touched = {row.channel_id}
    if everywhere:
        for take in _above:
            take(session, row.id)
        touched |= {channel_id for find in _elsewhere for channel_id in find(session, row.id)}
    session.execute(select(Channel.id).where(Channel.id.in_(touched)).order_by(Channel.id).with_for_update())
    session.refresh(row)
    require(session, viewer, rule, row)
    return row


def found(session: Session, message: str) -> Message:
    """The message with this public id; NotFound. Asks no policy."""
    row = session.scalar(select(Message).where(Message.public_id == clean_public_id(message)))
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row


def take_change(session: Session, row: Message, action: str) -> None:
    """Give the message its channel's next change number, and log that it was `action` (of `models.ACTIONS`)."""
    row.change = _next(session, row.channel_id)
    session.flush()
    session.execute(insert(ChangeLog).values(channel_id=row.channel_id, change=row.change, seq=row.seq, action=action))


def _next(session: Session, channel_id: int) -> int:
    taken = update(Channel).where(Channel.id == channel_id).values(head_change=Channel.head_change + 1)
    return session.execute(taken.returning(Channel.head_change), execution_options=_UNREAD).scalar_one()


def tell(session: Session, row: Message, action: str, reached: tuple[int, ...] = ()) -> MessageView:
    """Take a change for what hangs on the message, and tell everybody; returns the message as it is now."""
    take_change(session, row, action)
    view = queries.views_of(session, [row.id])[row.id]
    events.record(
        session, MessageChanged(row.channel_id, view.channel, row.change, row.seq, row.id, action, reached, view)
    )
    return view


def tell_of(session: Session, message_id: int, channel_id: int, action: str, reached: tuple[int, ...] = ()) -> None:
    """As `tell` for a message of which only its key and its channel's are known: it is read once, as it is then."""
    change = _next(session, channel_id)
    moved = update(Message).where(Message.id == message_id).values(change=change).returning(Message.seq)
    seq = session.execute(moved, execution_options=_UNREAD).scalar_one()
    session.execute(insert(ChangeLog).values(channel_id=channel_id, change=change, seq=seq, action=action))
    view = queries.views_of(session, [message_id])[message_id]
    events.record(session, MessageChanged(channel_id, view.channel, change, seq, message_id, action, reached, view))


def tell_many(session: Session, messages: Collection[int], action: str) -> None:
    """As `tell` for several messages (keys) at once: a handful of statements, however many.

    None of them is read here: whoever shows them reads what they are by then, and whom they reach, from the change log.
    """
    found = select(Message.id, Message.channel_id, Message.seq)
    found = found.where(among(session, Message.id, messages), Message.retracted_at.is_(None)).order_by(Message.id)
    by_channel: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for id_, channel_id, seq in session.execute(found):
        by_channel[channel_id].append((id_, seq))
    if not by_channel:
        return
    heads = _take_changes(session, {channel_id: len(several) for channel_id, several in by_channel.items()})
    logged = [
        {"channel_id": channel_id, "change": change, "seq": seq, "action": action}
        for channel_id, several in by_channel.items()
        for change, (_id, seq) in enumerate(several, start=heads[channel_id] - len(several) + 1)
    ]
    moved = [{"id": id_} for several in by_channel.values() for id_, _seq in several]
    update_many(session, Message, moved, [{"change": one["change"]} for one in logged])
    insert_many(session, ChangeLog, logged)
    session.expire_all()
    for channel_id, several in by_channel.items():
        keys = tuple(id_ for id_, _seq in several)
        events.record(session, MessagesChanged(channel_id, heads[channel_id], action, keys))


def _take_changes(session: Session, counts: Mapping[int, int]) -> dict[int, int]:
    """Take so many changes of each channel (key); where each stands then.

    Channels are taken in the order of their keys, so that two of these never wait for each other.
    """
    found = select(Channel.id, Channel.head_change).where(among(session, Channel.id, counts)).order_by(Channel.id)
    heads = {id_: head + counts[id_] for id_, head in session.execute(found.with_for_update())}
    update_many(session, Channel, [{"id": id_} for id_ in heads], [{"head_change": head} for head in heads.values()])
    return heads


def have(row: Message, kind: Facet, has: bool = True) -> None:
    """Note on the message whether a kind of thing hangs on it."""
    row.facets = row.facets | kind if has else row.facets & ~kind
