"""What every act on a topic begins and ends with: its row taken, its state looked at, and everybody told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import events
from ....core.policy import check_state, sought
from ....core.viewer import Viewer
from .. import policy as _policy  # noqa: F401 (rules that acts ask for)
from ..events import TopicChanged
from ..models import Topic
from ..rules import TopicAct, why_not


def locked(session: Session, viewer: Viewer, topic: str, rule: str) -> Topic:
    """The topic (public id) for whoever may do `rule` to it, its row taken so that acts stand in line. NotFound, Denied."""
    return sought(session, viewer, rule, select(Topic).where(Topic.public_id == clean_public_id(topic)), lock=True)


def taken(session: Session, topic_id: int) -> Topic:
    """The topic (key) as it is now, its row taken."""
    found = select(Topic).where(Topic.id == topic_id).with_for_update()
    return session.scalars(found.execution_options(populate_existing=True)).one()


def check(act: TopicAct, row: Topic) -> None:
    """Conflict, with the reason, where the topic's state does not allow the act."""
    check_state(why_not(act, row.state))


def tell(session: Session, row: Topic, act: TopicAct, viewer: Viewer | None) -> None:
    """Tell the floors above."""
    session.flush()
    person_id = viewer.person_id if viewer else None
    events.record(session, TopicChanged(row.id, row.public_id, str(act), person_id, row.unit_id, row.channel_id))
