"""Who may know which units have read a message."""

from sqlalchemy.orm import Session

from ...core.policy import rule
from ...core.viewer import Viewer
from ..models import Message


@rule("message.readers", see="channel.read")
def may_see_readers(_session: Session, _viewer: Viewer, _message: Message) -> bool:
    """Every member of the channel: units answer for the item together, and it is by unit, as the conversation itself is.

    Were it the sender's and the office's alone, it would be a means of control; open to all, it says the same as looking
    round the table.
    """
    return True
