"""The one way into a channel for a read: by public id, past the policy."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ..models import Message
from ..policy import Standing, standing
from ..rules import clean_public_id


def enter(session: Session, viewer: Viewer, channel: str) -> Standing:
    """The channel as of now with the viewer's place in it; NotFound unless `channel.read`. One query."""
    place = standing(session, viewer, clean_public_id(channel))
    require(session, viewer, "channel.read", place)
    if place is None:
        raise nothing_here()
    return place


def thing(
    session: Session, viewer: Viewer, *, channel: str | None = None, message: str | None = None
) -> Standing | Message | None:
    """What a door's address names, for the policy to decide on: a channel or a message, by public id; None for nothing."""
    if channel is not None:
        return standing(session, viewer, clean_public_id(channel))
    return session.scalar(select(Message).where(Message.public_id == clean_public_id(message)))


def nothing_here() -> NotFound:
    """The refusal that tells nothing."""
    return NotFound(_("没有找到，或者您无权查看。"))
