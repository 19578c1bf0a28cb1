"""The announcements of a channel, the newest first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core.viewer import Viewer
from ..models import Message
from ..queries import views_of
from ..queries.entering import enter
from ..rules import clean_number
from ..shapes import MessageView
from .models import Announcement

PAGE = 20


def announcements(
    session: Session, viewer: Viewer, channel: str, before: int | None = None
) -> tuple[list[MessageView], bool]:
    """A page of a channel's (public id) announcements before the place `before`, and whether there are older ones; NotFound."""
    place = enter(session, viewer, channel)
    found = select(Message.id).join(Announcement, Announcement.message_id == Message.id)
    found = found.where(Announcement.channel_id == place.channel_id, Message.retracted_at.is_(None))
    if before is not None:
        found = found.where(Message.seq < clean_number(before, "before"))
    ids = session.scalars(found.order_by(Message.id.desc()).limit(PAGE + 1)).all()
    views = views_of(session, ids[:PAGE])
    return [views[id_] for id_ in ids[:PAGE]], len(ids) > PAGE
