"""待我处理: for the office, the topics that wait for a decision, one line each."""

from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...channels.queries import source, urgency_of
from ...channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ...core import clock
from ...core.i18n import _, _n
from ...core.viewer import Viewer
from ...issues.models import Issue
from .models import Topic
from .policy import visible
from .queries import waiting_keys
from .queries.listing import urgency
from .rules import bases, called

MOST = 100


def count_topics(session: Session, viewer: Viewer) -> int:
    """How many topics wait for the viewer's decision."""
    if not viewer.is_office:
        return 0
    found = select(func.count()).select_from(Topic).where(waiting_keys(clock.today()), visible(viewer))
    return session.scalars(found).one()


@source(TodoKind("topic", "gavel", lambda n: _n("议题%(num)d个", n)), count_topics)
def waiting_topics(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The topics that wait for the viewer's decision, the escalated first; one query."""
    if not viewer.is_office:
        return []
    found = (
        select(Topic, Unit.short_name)
        .outerjoin(Unit, Unit.id == Topic.unit_id)
        .outerjoin(Issue, Issue.id == Topic.issue_id)
        .where(waiting_keys(clock.today()), visible(viewer))
        .order_by(*urgency())
        .limit(MOST)
    )
    return [_entry(topic, unit) for topic, unit in session.execute(found)]


def _entry(topic: Topic, unit: str | None) -> TodoEntry:
    begins = datetime.combine(topic.deferred_until or clock.today(), time(), clock.SHANGHAI)
    at = begins if topic.deferred_until else topic.proposed_at
    is_raised = topic.basis == "escalation"
    return TodoEntry(
        kind="topic",
        id=topic.public_id,
        label=_("暂缓到期") if topic.deferred_until else _("待研究"),
        title=called(topic.title),
        source=_("%(unit)s提出", unit=unit) if unit else bases()[topic.basis],
        at=at,
        urgency=min(urgency_of(at), Urgency.TODAY) if is_raised else urgency_of(at),
        due_at=None,
        is_mine=False,
        count=1,
        channel="",
        seq=0,
        link=Link("topics.topic", {"topic_id": topic.public_id}),
        look=_("看议题"),
        act=None,
        note="",
    )
