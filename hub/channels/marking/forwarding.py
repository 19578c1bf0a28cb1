"""Forwarding: a post of one's own that brings another message's words along, and who said them where.

The words are copied, because those who get them may not read the place they come from. What is forwarded a second time
keeps its first origin. When the origin is retracted the copies lose the words too (`reactions.py`): a child's name may be
why. To hold that on PostgreSQL, `insert` takes a share of the origin's row: a retraction then comes before it, and nothing
is copied, or after it, and finds the copy.

Files do not come along: `OriginView.has_files` says that there are some. A room of files that wants to take them along
reads `message_origin` when it admits posts, and drops them again where `MessageRetracted` empties the copies.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from ...core.errors import Invalid, NotFound
from ...core.i18n import _
from ...core.policy import can
from .. import extras
from ..admission import Entry, each
from ..models import Channel, Message
from ..policy import standings
from ..retries import compared
from ..rules import clean_public_id
from ..shapes import Facet, MessageDraft
from .models import MessageOrigin


class Source(NamedTuple):
    """A message to be forwarded: the key of its first origin, and the words that are copied; `is_gone` if retracted."""

    first_id: int
    channel: str
    body: str
    is_gone: bool


_First = aliased(Message)
_sources = (
    select(Message.public_id, _First.id, Channel.public_id)
    .add_columns(case((MessageOrigin.message_id.is_(None), Message.body), else_=MessageOrigin.body))
    .add_columns(or_(Message.retracted_at.is_not(None), _First.retracted_at.is_not(None)))
    .select_from(Message)
    .join(Channel, Channel.id == Message.channel_id)
    .outerjoin(MessageOrigin, MessageOrigin.message_id == Message.id)
    .join(_First, _First.id == func.coalesce(MessageOrigin.origin_message_id, Message.id))
    .where(Message.public_id.in_(bindparam("messages", expanding=True)))
)
_held = _sources.with_for_update(read=True, of=_First)


class Forwarded:
    """What a post brings along when it forwards a message (an `extras.Extra`)."""

    facet = Facet.ORIGIN

    def is_in(self, draft: MessageDraft) -> bool:
        """Whether the draft forwards something."""
        return draft.origin is not None

    def clean(self, entry: Entry) -> None:
        """NotFound for what cannot be a public id."""
        clean_public_id(entry.draft.origin)

    def admit(self, session: Session, entries: list[Entry]) -> None:
        """Let those go on who may read what they forward, unless it is retracted or stands there anyway. Two queries."""
        sources = _found(session, entries, _sources)
        channels = {source.channel for source in sources.values()}
        places = standings(session, {entry.viewer.person_id for entry in entries}, channels)

        def let_on(entry: Entry) -> None:
            source = sources.get(str(entry.draft.origin))
            place = source and places.get((entry.viewer.person_id, source.channel))
            if source is None or not place or not can(session, entry.viewer, "channel.read", place):
                raise NotFound(_("没有找到要转发的消息，或者您无权查看。"), field="origin")
            if source.is_gone:
                raise Invalid(_("原消息已撤回，不能转发。"), field="origin")
            if source.channel == entry.draft.channel:
                raise Invalid(_("这条消息就在这个频道里，请另选一个频道。"), field="channel")

        each(entries, let_on)

    def insert(self, session: Session, entries: list[Entry]) -> None:
        """Copy the words; none of what has been retracted just now."""
        sources = _found(session, entries, _held)
        session.connection().execute(insert(MessageOrigin), [_row(entry, sources) for entry in entries])


@compared(Facet.ORIGIN, lambda draft: draft.origin is not None)
def is_same(session: Session, message_id: int, draft: MessageDraft) -> bool:
    """Whether the message (key) forwards what the draft does."""
    firsts = {row[1] for row in session.connection().execute(_sources, {"messages": [draft.origin]})}
    return session.get_one(MessageOrigin, message_id).origin_message_id in firsts


def _found(session: Session, entries: list[Entry], query: Any) -> dict[str, Source]:
    asked = {"messages": list({entry.draft.origin for entry in entries})}
    return {public_id: Source(*rest) for public_id, *rest in session.connection().execute(query, asked)}


def _row(entry: Entry, sources: dict[str, Source]) -> dict[str, object]:
    source = sources[str(entry.draft.origin)]
    body = "" if source.is_gone else source.body
    return {"message_id": entry.id, "origin_message_id": source.first_id, "body": body}


extras.register(Forwarded())
