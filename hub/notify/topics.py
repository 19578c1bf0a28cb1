"""Notices about topics: that the office has decided on what one's unit has proposed, or on an issue that it raised."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..accounts.models import Person, PersonRole, Unit
from ..channels.policy import is_active
from ..core import clock, events
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Role, Viewer
from ..issues.models import Issue
from ..meetings.topics.events import TopicChanged
from ..meetings.topics.models import Topic
from ..meetings.topics.rules import DECIDED, TopicAct
from .causes import register
from .outbox import announce
from .shapes import About, Cause, Kind

DECIDED_ON = "topic-decided"
_TOLD = frozenset({TopicAct.ACCEPT, TopicAct.MERGE, TopicAct.DEFER, TopicAct.REJECT})


@events.on(TopicChanged)
def tell_of_decision(session: Session, event: TopicChanged) -> None:
    """Whoever proposed it, and the liaisons of their unit; of an issue that a rung put up, those of the unit that raised it."""
    if event.act not in _TOLD:
        return
    row = session.get_one(Topic, event.topic_id)
    people = tuple(id_ for id_ in _concerned(session, row) if id_ != event.person_id)
    key = f"{row.id}.{event.act}.{(row.decided_at or clock.now()).timestamp()}"
    announce(session, Cause(DECIDED_ON, key, people, thing_id=row.id, tells_group=False))


def about_topic(session: Session, topic_id: int, viewer: Viewer) -> About | None:
    """Never what it is about: only that there is a decision, while there is one and the viewer may read it."""
    row = session.get(Topic, topic_id)
    if row is None or row.state not in DECIDED or not can(session, viewer, "topic.read", row):
        return None
    return About(_("议题"), f"/topics/{row.public_id}")


def _concerned(session: Session, row: Topic) -> list[int]:
    """The persons (keys) to be told; whether each may still read it is asked when they are."""
    unit_id = row.unit_id
    if unit_id is None and row.issue_id is not None:
        unit_id = session.scalar(select(Issue.unit_id).where(Issue.id == row.issue_id))
    acts_for = select(PersonRole.person_id).where(PersonRole.role == Role.LIAISON)
    found = select(Person.id).join(Unit, Unit.id == Person.unit_id).where(is_active(clock.today()))
    of_unit = (Person.unit_id == unit_id) & Person.id.in_(acts_for)
    return list(session.scalars(found.where(or_(of_unit, Person.id == row.person_id)).order_by(Person.id)))


def _said(_title: str) -> str:
    return _("您单位提出的议题已有研究结果，请登录会商系统查看。")


register(Kind(DECIDED_ON, _said, _said, about=about_topic))
