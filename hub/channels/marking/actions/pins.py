"""Pinning and unpinning: anybody who may speak, at most twenty a channel, everybody's screen at once."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....core.viewer import Viewer
from ... import queries
from ...changing import have, locked, tell
from ...shapes import Facet, MessageView
from ..models import Pin
from ..rules import check_room
from .standing import check_there


def pin_message(session: Session, viewer: Viewer, message: str) -> MessageView:
    """Pin a message (public id); who pinned it first stays on it. Raises NotFound, Denied, Conflict (retracted; no room)."""
    row = locked(session, viewer, message, "message.pin")
    check_there(row)
    if session.get(Pin, row.id) is not None:
        return queries.message(session, viewer, message)
    check_room(session.scalar(select(func.count()).where(Pin.channel_id == row.channel_id)) or 0)
    session.add(Pin(message_id=row.id, channel_id=row.channel_id, by_id=viewer.person_id, unit_id=viewer.unit_id))
    have(row, Facet.PIN)
    return tell(session, row, "pin")


def unpin_message(session: Session, viewer: Viewer, message: str) -> MessageView:
    """Take a pin away, whoever set it; nothing happens where there is none. Raises NotFound or Denied."""
    row = locked(session, viewer, message, "message.pin")
    pin = session.get(Pin, row.id)
    if pin is None:
        return queries.message(session, viewer, message)
    session.delete(pin)
    have(row, Facet.PIN, has=False)
    return tell(session, row, "pin")
