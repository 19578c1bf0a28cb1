"""A change of a channel on its way to the screens: from an event after its commit, or from the change log."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ..channels.events import MessageChanged, MessageEdited, MessagePosted, MessageRetracted
from ..channels.models import ChangeLog, Mention, Message
from ..channels.queries import views_of
from ..channels.reaching import reached
from ..channels.shapes import MessageView


@dataclass(frozen=True, slots=True)
class Change:
    """The change `number` of a channel; `reached` are the person ids for whom something waits by it."""

    channel_id: int
    number: int
    is_new: bool
    view: MessageView
    reached: tuple[int, ...] = ()


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
    log = session.execute(_LOG, {"channel_id": channel_id, "number": number, "limit": limit}).all()
    views = views_of(session, list({message_id for _number, _action, message_id, _seq in log}))
    created = {seq for _number, action, _message_id, seq in log if action == "create"}
    mentioned = _mentioned(session, channel_id, created)
    waited = reached(session, channel_id, {number: views[message_id] for number, _action, message_id, _seq in log})
    return [
        Change(
            channel_id,
            number,
            action == "create",
            views[message_id],
            tuple({*(mentioned[seq] if action == "create" else ()), *waited.get(number, ())}),
        )
        for number, action, message_id, seq in log
    ]


_LOG = (
    select(ChangeLog.change, ChangeLog.action, Message.id, ChangeLog.seq)
    .join(Message, (Message.channel_id == ChangeLog.channel_id) & (Message.seq == ChangeLog.seq))
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
