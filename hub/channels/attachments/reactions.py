"""Files follow their messages: taken along with a post, hidden at once when it is taken back, forgotten in time."""

from sqlalchemy.orm import Session

from ...core import events
from ...files.housekeeping import refers
from .. import extras
from ..events import MessageRetracted
from ..retries import compared
from ..shapes import Facet
from . import actions
from . import elsewhere as _elsewhere  # they are searched, and exported
from . import queries as _queries  # its facet is read with messages
from .models import Attachment

__all__ = ["_elsewhere", "_queries"]

extras.register(actions.Files())
compared(Facet.FILES, lambda draft: bool(draft.files))(actions.are_same)
refers(Attachment.file_id)


@events.on(MessageRetracted)
def hide(session: Session, event: MessageRetracted) -> None:
    """Nobody opens the files of a retracted message."""
    actions.withdraw(session, event.message_id)
