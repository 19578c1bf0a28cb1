"""A rung brings follow-ups before the next consultation: as topics, once each, and no longer than they are open."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import clock
from ..meetings.models import Consultation
from ..meetings.topics.actions.proposing import forget_decision, is_carried_on
from ..meetings.topics.actions.standing import taken, tell
from ..meetings.topics.models import Topic, TopicUnit
from ..meetings.topics.rules import WAITING, TopicAct, asked_again
from .models import FollowUp, FollowUpUnit
from .rules import written_number


def put_up(session: Session, ids: Collection[int]) -> None:
    """Put follow-ups (keys) on the list of topics: one that goes on stays as it stands, one that had ended begins anew.

    Those of a 个案会商 stay among the people who are named for it, and become none. The caller holds the follow-ups' rows.
    """
    found = select(FollowUp).join(Consultation, Consultation.id == FollowUp.consultation_id)
    found = found.where(FollowUp.id.in_(ids), Consultation.is_named_only.is_(False)).order_by(FollowUp.id)
    for row in session.scalars(found.execution_options(populate_existing=True)) if ids else ():
        if row.topic_id is None:
            _put_new(session, row)
        else:
            _put_again(session, row.topic_id)


def give_up(session: Session, row: FollowUp) -> None:
    """What is closed out or withdrawn needs no consultation any more; on an agenda it stays."""
    if row.topic_id is None:
        return
    topic = taken(session, row.topic_id)
    if topic.state in WAITING:
        topic.state, topic.deferred_until = "withdrawn", None
        tell(session, topic, TopicAct.WITHDRAW, None)


def _put_new(session: Session, row: FollowUp) -> None:
    number = written_number(row.year, row.number)
    topic = Topic(title=f"{number} {row.title}"[:120], body=row.text, basis="escalation", proposed_at=clock.now())
    session.add(topic)
    session.flush()
    units = select(FollowUpUnit.unit_id).where(FollowUpUnit.follow_up_id == row.id, FollowUpUnit.released_at.is_(None))
    keys = session.scalars(units.order_by(FollowUpUnit.position, FollowUpUnit.id)).all()
    topic.units.extend(TopicUnit(unit_id=unit, position=place) for place, unit in enumerate(keys))
    row.topic_id = topic.id
    tell(session, topic, TopicAct.PROPOSE, None)


def _put_again(session: Session, topic_id: int) -> None:
    topic = taken(session, topic_id)
    again = asked_again(topic.state)
    if again == topic.state or is_carried_on(session, topic):
        return
    forget_decision(topic)
    topic.state, topic.basis, topic.proposed_at = again, "escalation", clock.now()
    tell(session, topic, TopicAct.PROPOSE, None)
