"""A change of a channel on its way to the screens: from an event after its commit, or from the change log."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ..channels.events import MessageChanged, MessageEdited, MessagePosted, MessageRetracted
from ..channels.models import ChangeLog, Channel, Mention, Message
from ..channels.queries import views_of
from ..channels.reaching import Moved, reached
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


Span = tuple[int, int]
"""The changes of a channel from the one after the first number to the second."""
Meant = dict[Moved, set[int]]


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
    log = session.execute(_LOG.where(ChangeLog.channel_id == channel_id, ChangeLog.change > number).limit(limit)).all()
    views = views_of(session, list({row.message_id for row in log}))
    meant = _meant(session, log)
    return [
        Change(channel_id, row.change, row.action == "create", views[row.message_id], tuple(meant[_moved(row)]))
        for row in log
    ]


def heads_after(session: Session, spans: Mapping[int, Span]) -> dict[int, Head]:
    """Where channels (by key) stand after the changes of their spans, without reading a message; without those that have none.

    As many queries, however many channels there are.
    """
    log = session.execute(_LOG.where(or_(*starmap(_within, spans.items())))).all() if spans else []
    meant, rows = _meant(session, log), defaultdict(list)
    for row in log:
        rows[row.channel_id].append(row)
    return {id_: _head(of_channel, meant) for id_, of_channel in rows.items()}


def _within(channel_id: int, span: Span) -> ColumnElement[bool]:
    begin, end = span
    return (ChangeLog.channel_id == channel_id) & (ChangeLog.change > begin) & (ChangeLog.change <= end)


def _head(log: Sequence[Any], meant: Meant) -> Head:
    last = log[-1]
    people = frozenset[int]().union(*(meant[_moved(row)] for row in log))
    return Head(last.channel, last.change, max(row.seq for row in log), people)


def _moved(row: Any) -> Moved:
    return Moved(row.channel_id, row.change, row.message_id)


def _meant(session: Session, log: Sequence[Any]) -> Meant:
    """For whom something waits by each of these changes: whom a new message names, and whom what hangs on one concerns."""
    mentioned = _mentioned(session, [row for row in log if row.action == "create"])
    waited = reached(session, {_moved(row): Facet(0 if row.is_gone else row.facets) for row in log})
    return {(moved := _moved(row)): {*mentioned[moved], *waited.get(moved, ())} for row in log}


_LOG = (
    select(ChangeLog.channel_id, ChangeLog.change, ChangeLog.action, ChangeLog.seq, Channel.public_id.label("channel"))
    .add_columns(Message.id.label("message_id"), Message.facets, Message.retracted_at.is_not(None).label("is_gone"))
    .join(Message, (Message.channel_id == ChangeLog.channel_id) & (Message.seq == ChangeLog.seq))
    .join(Channel, Channel.id == ChangeLog.channel_id)
    .order_by(ChangeLog.channel_id, ChangeLog.change)
)


def _mentioned(session: Session, new: Sequence[Any]) -> Meant:
    """Whom new messages name, by their first change."""
    found: Meant = defaultdict(set)
    by_place = {(row.channel_id, row.seq): _moved(row) for row in new}
    seqs: defaultdict[int, list[int]] = defaultdict(list)
    for channel_id, seq in by_place:
        seqs[channel_id].append(seq)
    if seqs:
        places = [(Mention.channel_id == id_) & Mention.seq.in_(of_channel) for id_, of_channel in seqs.items()]
        named = select(Mention.channel_id, Mention.seq, Mention.person_id).where(or_(*places))
        for channel_id, seq, person_id in session.execute(named):
            found[by_place[channel_id, seq]].add(person_id)
    return found
