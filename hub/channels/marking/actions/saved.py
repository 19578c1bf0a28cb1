"""Saving for later: a row of one's own that nobody else hears of; done with one tap, and open again with another."""

from contextlib import suppress
from typing import Any

from sqlalchemy import delete, func, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ....core import clock
from ....core.policy import require
from ....core.viewer import Viewer
from ...changing import found
from ...models import Message
from ..models import SavedMessage
from .standing import check_there

_KEPT = {"synchronize_session": False}


def save_message(session: Session, viewer: Viewer, message: str) -> None:
    """Put a message (public id) among what the viewer comes back to, from now, done before or not.

    Raises NotFound, or Conflict (retracted).
    """
    row = _readable(session, viewer, message)
    check_there(row)
    if _changed(session, viewer, row, saved_at=clock.now(), done_at=None):
        return
    with suppress(IntegrityError), session.begin_nested():  # another tab may have been quicker
        new = {"person_id": viewer.person_id, "message_id": row.id, "saved_at": clock.now()}
        session.execute(insert(SavedMessage).values(**new))


def unsave_message(session: Session, viewer: Viewer, message: str) -> None:
    """Forget that the viewer saved the message; NotFound."""
    row = _readable(session, viewer, message)
    mine = delete(SavedMessage).where(SavedMessage.person_id == viewer.person_id, SavedMessage.message_id == row.id)
    session.execute(mine.execution_options(**_KEPT))


def finish_saved(session: Session, viewer: Viewer, message: str) -> None:
    """The viewer has dealt with what they saved; NotFound. Nothing happens to what they did not."""
    row = _readable(session, viewer, message)
    _changed(session, viewer, row, done_at=func.coalesce(SavedMessage.done_at, clock.now()))


def resume_saved(session: Session, viewer: Viewer, message: str) -> None:
    """Undo `finish_saved`."""
    _changed(session, viewer, _readable(session, viewer, message), done_at=None)


def _readable(session: Session, viewer: Viewer, message: str) -> Message:
    row = found(session, message)
    require(session, viewer, "channel.read", row)
    return row


def _changed(session: Session, viewer: Viewer, row: Message, **values: Any) -> bool:
    mine = update(SavedMessage).where(SavedMessage.person_id == viewer.person_id, SavedMessage.message_id == row.id)
    changed = session.execute(mine.values(**values).returning(SavedMessage.message_id).execution_options(**_KEPT))
    return changed.first() is not None
