"""The topics that may come onto the agenda of a consultation: accepted or proposed, the escalated first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core.viewer import Viewer
from ....issues.models import Issue
from ...models import Consultation
from ..models import Topic
from ..policy import of_a_case, visible
from ..rules import SCHEDULABLE
from ..shapes import TopicLine
from .listing import lines_of, urgency

MOST = 100


def pool(session: Session, viewer: Viewer, consultation: Consultation) -> list[TopicLine]:
    """At most MOST topics that the viewer may know of; those of a 个案会商 only for another case.

    Accepted ones come before those that still wait for a decision.
    """
    found = select(Topic).outerjoin(Issue, Issue.id == Topic.issue_id)
    found = found.where(visible(viewer), Topic.state.in_(SCHEDULABLE))
    if not consultation.is_named_only:
        found = found.where(~of_a_case())
    first, *others = urgency()
    rows = session.scalars(found.order_by(first, Topic.state, *others).limit(MOST)).all()
    return lines_of(session, viewer, rows)
