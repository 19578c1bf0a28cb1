"""Who may pin, mark and forward: whoever may speak where the message stands; who may take a mark away."""

from sqlalchemy.orm import Session

from ...core.i18n import _
from ...core.policy import rule
from ...core.viewer import Viewer
from ..models import Message
from ..policy import archived, may_post
from .models import MessageMark


def others_mark() -> str:
    """Why somebody may not take a mark away."""
    return _("只有标记人、发言人和区未保办可以取消这个标记。")


@rule("message.pin", see="channel.read", refusal=archived)
def may_pin(session: Session, viewer: Viewer, message: Message) -> bool:
    """Whoever may speak pins and unpins, whoever pinned it: the list belongs to the channel."""
    return may_post(session, viewer, message)


@rule("message.mark", see="channel.read", refusal=archived)
def may_mark(session: Session, viewer: Viewer, message: Message) -> bool:
    """Whoever may speak marks."""
    return may_post(session, viewer, message)


@rule("message.unmark", see="channel.read", refusal=others_mark)
def may_unmark(session: Session, viewer: Viewer, mark: MessageMark) -> bool:
    """The marker, the author of the message and the office; nobody in an archived channel."""
    is_theirs = viewer.person_id in (mark.by_id, mark.message.author_id)
    return (is_theirs or viewer.is_office) and may_post(session, viewer, mark.message)


@rule("message.forward", see="channel.read")
def may_forward(_session: Session, _viewer: Viewer, _message: Message) -> bool:
    """Whoever reads a message; `channel.post` decides about where it goes."""
    return True
