"""Changes of messages that are there already: each takes the channel's next change, so that every screen follows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from ..core import events
from ..core.errors import NotFound
from ..core.i18n import _
from ..core.policy import require
from ..core.viewer import Viewer
from . import queries
from .events import MessageChanged
from .models import ChangeLog, Channel, Message
from .rules import clean_public_id
from .shapes import Facet, MessageView

Elsewhere = Callable[[Session, int], Iterable[int]]
Take = Callable[[Session, int], None]

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
    row.change = session.execute(
        update(Channel)
        .where(Channel.id == row.channel_id)
        .values(head_change=Channel.head_change + 1)
        .returning(Channel.head_change)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    session.flush()
    session.execute(insert(ChangeLog).values(channel_id=row.channel_id, change=row.change, seq=row.seq, action=action))


def tell(session: Session, row: Message, action: str, reached: tuple[int, ...] = ()) -> MessageView:
    """Take a change for what hangs on the message, and tell everybody; returns the message as it is now."""
    take_change(session, row, action)
    view = queries.views_of(session, [row.id])[row.id]
    events.record(
        session, MessageChanged(row.channel_id, view.channel, row.change, row.seq, row.id, action, reached, view)
    )
    return view


def tell_many(session: Session, rows: Mapping[int, tuple[int, ...]], action: str) -> None:
    """As `tell` for several messages (keys) at once, with whom each reaches: a handful of statements, however many.

    Channels are taken in the order of their keys, so that two of these never wait for each other.
    """
    found = select(Message.id, Message.channel_id, Message.seq).where(
        Message.id.in_(rows), Message.retracted_at.is_(None)
    )
    by_channel: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for id_, channel_id, seq in session.execute(found.order_by(Message.channel_id, Message.id)):
        by_channel[channel_id].append((id_, seq))
    moved: list[dict[str, int]] = []
    logged: list[dict[str, Any]] = []
    for channel_id, messages in by_channel.items():
        head = session.execute(
            update(Channel)
            .where(Channel.id == channel_id)
            .values(head_change=Channel.head_change + len(messages))
            .returning(Channel.head_change)
            .execution_options(synchronize_session=False)
        ).scalar_one()
        for change, (id_, seq) in enumerate(messages, start=head - len(messages) + 1):
            moved.append({"message": id_, "moved_to": change})
            logged.append({"channel_id": channel_id, "change": change, "seq": seq, "action": action})
    if not moved:
        return
    session.connection().execute(_move, moved)
    session.connection().execute(insert(ChangeLog), logged)
    session.expire_all()
    views = queries.views_of(session, [row["message"] for row in moved])
    for row, log in zip(moved, logged, strict=True):
        view = views[row["message"]]
        event = MessageChanged(
            log["channel_id"], view.channel, log["change"], log["seq"], view.id, action, rows[view.id], view
        )
        events.record(session, event)


_move = (
    update(cast(Table, Message.__table__))
    .where(Message.id == bindparam("message"))
    .values(change=bindparam("moved_to"))
)


def have(row: Message, kind: Facet, has: bool = True) -> None:
    """Note on the message whether a kind of thing hangs on it."""
    row.facets = row.facets | kind if has else row.facets & ~kind
