"""Topics as other pages show them: what an issue has become, what comes from a channel, what one may be merged into."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.models import Channel
from ....channels.rules import clean_public_id
from ....core.viewer import Viewer
from ....issues.models import Issue
from ..models import Topic
from ..origins import topics_after
from ..policy import visible
from ..rules import ALIVE, called
from ..shapes import TopicLine
from .listing import lines_of, urgency

SHOWN = 10


def of_issue(session: Session, viewer: Viewer, issue: str) -> list[TopicLine]:
    """The topic of an issue (public id) and what it was carried over into, for whoever may know of them."""
    named = select(Topic.id).join(Issue, Issue.id == Topic.issue_id).where(Issue.public_id == clean_public_id(issue))
    own = session.scalar(named)
    if own is None:
        return []
    found = select(Topic).where(Topic.id.in_(topics_after(session, [own])), visible(viewer)).order_by(Topic.id)
    return lines_of(session, viewer, session.scalars(found).all())


def of_channel(session: Session, viewer: Viewer, channel: str) -> list[TopicLine]:
    """The topics from a channel (public id) that are still to be dealt with, at most SHOWN, for whoever may know of them."""
    found = (
        select(Topic)
        .join(Channel, Channel.id == Topic.channel_id)
        .outerjoin(Issue, Issue.id == Topic.issue_id)
        .where(Channel.public_id == clean_public_id(channel), Topic.state.in_(ALIVE), visible(viewer))
        .order_by(*urgency())
        .limit(SHOWN)
    )
    return lines_of(session, viewer, session.scalars(found).all())


def alive(session: Session, viewer: Viewer, but: str, limit: int) -> list[tuple[str, str]]:
    """Public id and title of the newest topics that are still to be dealt with, without the one called `but`."""
    found = select(Topic.public_id, Topic.title).where(Topic.state.in_(ALIVE), Topic.public_id != but, visible(viewer))
    rows = session.execute(found.order_by(Topic.id.desc()).limit(limit))
    return [(public_id, called(title)) for public_id, title in rows]
