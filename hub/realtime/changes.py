"""A change of a channel on its way to the screens: from an event after its commit, or from the change log."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ..channels.events import MessageChanged, MessageEdited, MessagePosted, MessageRetracted
from ..channels.models import ChangeLog, Channel, Mention, Message
from ..channels.queries import views_of
from ..channels.reaching import reached
from ..channels.shapes import Facet, MessageView


@dataclass(frozen=True, slots=True)
class Change:
    """The change `number` of a channel; `reached` are the person ids for whom something waits by it."""

    channel_id: int
    number: int
    is_new: bool
    view: MessageView
    reached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """Where a channel (public id) stands in which nobody looks at messages: at the change `number`, with a message `seq`, and
    for whom (person keys) something waits by it."""

    channel: str
    number: int
    seq: int
    reached: frozenset[int]


def from_event(event: object) -> Change | None:
    """The change that an event tells of, if it is one of a message."""
    match event:
        case MessagePosted():
            return Change(event.channel_id, event.change, True, event.view, event.reached)
        case MessageChanged():
            return Change(event.channel_id, event.change, False, event.view, event.reached)
        case MessageEdited():
            return Change(event.channel_id, event.change, False, event.view, event.mentioned)
        case MessageRetracted():
            return Change(event.channel_id, event.change, False, event.view)
        case _:
            return None


def after(session: Session, channel_id: int, number: int, limit: int) -> list[Change]:
    """Up to `limit` changes of a channel (key) after the change `number`, in order, each with its message as it is now."""
    log = _log(session, channel_id, number, limit)
    views = views_of(session, list({row.message_id for row in log}))
    meant = _meant(session, channel_id, log)
    return [
        Change(channel_id, row.change, row.action == "create", views[row.message_id], tuple(meant[row.change]))
        for row in log
    ]


def head_after(session: Session, channel_id: int, number: int, limit: int) -> Head | None:
    """Where the channel (key) stands after up to `limit` changes more, without reading a message; None when there are none."""
    log = _log(session, channel_id, number, limit)
    if not log:
        return None
    meant = _meant(session, channel_id, log)
    return Head(log[-1].channel, log[-1].change, max(row.seq for row in log), frozenset().union(*meant.values()))


def _log(session: Session, channel_id: int, number: int, limit: int) -> Sequence[Any]:
    return session.execute(_LOG, {"channel_id": channel_id, "number": number, "limit": limit}).all()


def _meant(session: Session, channel_id: int, log: Sequence[Any]) -> dict[int, set[int]]:
    """For whom something waits by each of these changes: whom a new message names, and whom what hangs on one concerns."""
    mentioned = _mentioned(session, channel_id, {row.seq for row in log if row.action == "create"})
    hangs = {row.change: Facet(0 if row.is_gone else row.facets) for row in log}
    waited = reached(session, channel_id, hangs)
    return {
        row.change: {*(mentioned[row.seq] if row.action == "create" else ()), *waited.get(row.change, ())}
        for row in log
    }


_LOG = (
    select(ChangeLog.change, ChangeLog.action, ChangeLog.seq, Channel.public_id.label("channel"))
    .add_columns(Message.id.label("message_id"), Message.facets, Message.retracted_at.is_not(None).label("is_gone"))
    .join(Message, (Message.channel_id == ChangeLog.channel_id) & (Message.seq == ChangeLog.seq))
    .join(Channel, Channel.id == ChangeLog.channel_id)
    .where(ChangeLog.channel_id == bindparam("channel_id"), ChangeLog.change > bindparam("number"))
    .order_by(ChangeLog.change)
    .limit(bindparam("limit"))
)


def _mentioned(session: Session, channel_id: int, seqs: set[int]) -> defaultdict[int, tuple[int, ...]]:
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    if seqs:
        rows = select(Mention.seq, Mention.person_id).where(Mention.channel_id == channel_id, Mention.seq.in_(seqs))
        for seq, person_id in session.execute(rows):
            found[seq] += (person_id,)
    return found
