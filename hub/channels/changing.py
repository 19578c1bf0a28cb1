"""Changes of messages that are there already: each takes the channel's next change, so that every screen follows."""

from collections.abc import Callable, Iterable

from sqlalchemy import insert, select, update
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

_elsewhere: list[Elsewhere] = []


def elsewhere(find: Elsewhere) -> Elsewhere:
    """Decorator: `find(session, message key)` gives the keys of other channels that change when the message is retracted."""
    if find not in _elsewhere:
        _elsewhere.append(find)
    return find


def locked(session: Session, viewer: Viewer, message: str, rule: str, *, everywhere: bool = False) -> Message:
    """The message (public id) for whoever may do `rule` to it, with its channel's row taken, so that changes stand in line.

    `everywhere` takes the channels of its copies too, all in the order of their keys, against deadlocks.
    Raises NotFound or Denied.
    """
    row = found(session, message)
    touched = {row.channel_id}
    if everywhere:
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


def have(row: Message, kind: Facet, has: bool = True) -> None:
    """Note on the message whether a kind of thing hangs on it."""
    row.facets = row.facets | kind if has else row.facets & ~kind
