"""The marked messages of a channel in the order of the conversation: what minutes and issues are made from."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ....accounts.models import Person, Unit
from ....core.policy import can
from ....core.viewer import Viewer
from ...models import Message
from ...queries.entering import enter
from ...rules import excerpt
from ...shapes import MarkedEntry, MarkView
from ..models import MessageMark, MessageOrigin
from ..rules import KINDS, clean_kind
from .facets import by_kind

_By = aliased(Person)
_ForUnit = aliased(Unit)
_words = func.coalesce(func.nullif(Message.body, ""), MessageOrigin.body, "")
_marked = (
    select(Message.public_id, Message.seq, Unit.short_name, Person.name, _words, Message.posted_at)
    .add_columns(MessageMark.kind, _By.public_id, _By.name, _ForUnit.short_name, MessageMark.at)
    .add_columns(MessageMark.by_id, Message.author_id)
    .select_from(MessageMark)
    .join(Message, Message.id == MessageMark.message_id)
    .outerjoin(MessageOrigin, MessageOrigin.message_id == Message.id)
    .join(Person, Person.id == Message.author_id)
    .join(Unit, Unit.id == Message.unit_id)
    .join(_By, _By.id == MessageMark.by_id)
    .join(_ForUnit, _ForUnit.id == MessageMark.unit_id)
    .order_by(Message.seq, by_kind)
)


def marked(  # noqa: PLR0913 (whose marks, of what kinds, between when and when)
    session: Session,
    viewer: Viewer,
    channel: str,
    kinds: Collection[str] = KINDS,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
) -> list[MarkedEntry]:
    """The marks of these kinds in the channel (public id) on messages posted from `from_at` up to, not at, `to_at`.

    In the order of the conversation; a message with two marks comes twice. Raises NotFound, and Invalid for a kind that
    there is not. One query, and the one that lets the viewer in.
    """
    place = enter(session, viewer, channel)
    wanted = _marked.where(MessageMark.channel_id == place.channel_id)
    wanted = wanted.where(MessageMark.kind.in_([clean_kind(kind) for kind in kinds]))
    if from_at is not None:
        wanted = wanted.where(Message.posted_at >= from_at)
    if to_at is not None:
        wanted = wanted.where(Message.posted_at < to_at)
    rows = session.execute(wanted).all()
    may_change = can(session, viewer, "channel.post", place)
    return [_entry(viewer, may_change, row) for row in rows]


def _entry(viewer: Viewer, may_change: bool, row: Any) -> MarkedEntry:
    (message, seq, unit, author, body, posted_at), mark, people = row[:6], row[6:11], row[11:]
    may_unmark = may_change and (viewer.is_office or viewer.person_id in people)
    return MarkedEntry(message, seq, unit, author, body, excerpt(body), posted_at, MarkView(*mark), may_unmark)
