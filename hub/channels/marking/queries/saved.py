"""What a person saved for later: told to that person alone, and only where they may still read."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from ....accounts.models import Person, Unit
from ....core.i18n import _, _n, _p
from ....core.viewer import Viewer
from ....plan.models import WorkItem
from ...models import Channel, Membership, Message
from ...queries import place_name, said_where, source, title_of, urgency_of
from ...queries.entering import enter
from ...shapes import Link, TodoAct, TodoEntry, TodoKind
from ..models import MessageOrigin, SavedMessage
from .pins import words

MOST = 200


def _open(*columns: Any) -> Select[Any]:
    found = select(*columns).select_from(SavedMessage).join(Message, Message.id == SavedMessage.message_id)
    mine = (Membership.channel_id == Message.channel_id) & (Membership.person_id == SavedMessage.person_id)
    found = found.join(Membership, mine).where(SavedMessage.person_id == bindparam("person_id"))
    return found.where(SavedMessage.done_at.is_(None), Membership.ended_at.is_(None), Message.retracted_at.is_(None))


_entries = (
    _open(Message.public_id, words, SavedMessage.saved_at, Message.seq, Unit.short_name, Person.name)
    .add_columns(Channel.public_id, Channel.kind, Channel.title, WorkItem.number)
    .outerjoin(MessageOrigin, MessageOrigin.message_id == Message.id)
    .join(Channel, Channel.id == Message.channel_id)
    .join(Person, Person.id == Message.author_id)
    .join(Unit, Unit.id == Message.unit_id)
    .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    .order_by(SavedMessage.saved_at.desc(), Message.id.desc())
    .limit(MOST)
)
_count = _open(func.count())
_in_channel = _open(Message.public_id).where(Message.channel_id == bindparam("channel_id"))


def saved_in(session: Session, viewer: Viewer, channel: str) -> list[str]:
    """The public ids of the messages that the viewer has saved in the channel (public id) and not done; NotFound."""
    place = enter(session, viewer, channel)
    return list(session.scalars(_in_channel, {"person_id": viewer.person_id, "channel_id": place.channel_id}))


def _count_saved(session: Session, viewer: Viewer) -> int:
    return session.scalar(_count, {"person_id": viewer.person_id}) or 0


@source(TodoKind("saved", "later", lambda n: _n("稍后处理%(num)d件", n)), _count_saved)
def saved(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """Messages that the viewer has saved and not done, where they may read; the newest 200, by when they were saved."""
    found = session.execute(_entries, {"person_id": viewer.person_id})
    return [
        TodoEntry(
            kind="saved",
            id=message,
            label=_p("state", "稍后处理"),
            title=title_of(body),
            source=said_where(unit, author, place_name(kind, title, number)),
            at=saved_at,
            urgency=urgency_of(saved_at),
            due_at=None,
            is_mine=True,
            count=1,
            channel=channel,
            seq=seq,
            link=Link("channels.message", {"message_id": message}),
            look=_("看原文"),
            act=TodoAct(
                label=_("已办"),
                post=Link("marking.finish", {"message_id": message}),
                done=_("已办"),
                undo=Link("marking.resume", {"message_id": message}),
            ),
        )
        for message, body, saved_at, seq, unit, author, channel, kind, title, number in found
    ]
