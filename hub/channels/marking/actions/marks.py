"""Marking: each kind once on a message, set by anybody who may speak, told to the floors that make minutes and issues."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core import events
from ....core.policy import require
from ....core.viewer import Viewer
from ... import queries
from ...changing import have, locked, tell
from ...models import Message
from ...shapes import Facet, MessageView
from ..events import MessageMarked, MessageUnmarked
from ..models import MessageMark
from ..rules import clean_kind
from .standing import check_there


def mark_message(session: Session, viewer: Viewer, message: str, kind: str) -> MessageView:
    """Mark a message (public id) as `kind`; who marked it so first stays on it.

    Raises NotFound, Denied, Invalid (no such kind) or Conflict (retracted).
    """
    row = locked(session, viewer, message, "message.mark")
    wanted = clean_kind(kind)
    check_there(row)
    if wanted in marks_of(session, row):
        return queries.message(session, viewer, message)
    who = {"by_id": viewer.person_id, "unit_id": viewer.unit_id}
    session.add(MessageMark(message_id=row.id, channel_id=row.channel_id, kind=wanted, **who))
    have(row, Facet.MARKS)
    view = tell(session, row, "mark")
    person_id, unit_id = viewer.person_id, viewer.unit_id
    events.record(session, MessageMarked(row.channel_id, view.channel, row.id, row.seq, wanted, person_id, unit_id))
    return view


def unmark_message(session: Session, viewer: Viewer, message: str, kind: str) -> MessageView:
    """Take a mark away; nothing happens where there is none. Raises NotFound, Denied or Invalid."""
    row = locked(session, viewer, message, "channel.read")
    wanted = clean_kind(kind)
    marks = marks_of(session, row)
    if wanted not in marks:
        return queries.message(session, viewer, message)
    require(session, viewer, "message.unmark", marks[wanted])
    session.delete(marks[wanted])
    have(row, Facet.MARKS, has=len(marks) > 1)
    view = tell(session, row, "mark")
    gone = MessageUnmarked(row.channel_id, view.channel, row.id, row.seq, wanted, viewer.person_id)
    events.record(session, gone)
    return view


def marks_of(session: Session, row: Message) -> dict[str, MessageMark]:
    """The marks on a message by their kinds."""
    found = session.scalars(select(MessageMark).where(MessageMark.message_id == row.id))
    return {mark.kind: mark for mark in found}
