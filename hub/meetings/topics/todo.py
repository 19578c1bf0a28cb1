"""待我处理: for the office, the topics that wait for a decision, one line each."""

from datetime import datetime, time

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...accounts.models import Unit
from ...channels.queries import source, urgency_of
from ...channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ...core import clock
from ...core.i18n import _, _n
from ...core.prepared import TODAY, Prepared
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
    return _count.number(session, viewer)


@source(TodoKind("topic", "gavel", lambda n: _n("议题%(num)d个", n)), count_topics)
def waiting_topics(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The topics that wait for the viewer's decision, the escalated first; one query."""
    return [_entry(topic, unit) for topic, unit in _first.rows(session, viewer)]


def _waiting(viewer: Viewer) -> Select[Topic, str] | None:
    if not viewer.is_office:
        return None
    found = select(Topic, Unit.short_name).outerjoin(Unit, Unit.id == Topic.unit_id)
    return found.outerjoin(Issue, Issue.id == Topic.issue_id).where(waiting_keys(TODAY), visible(viewer))


_asked = Prepared(_waiting)
_count = _asked.counted()
_first = _asked.then(lambda found: found.order_by(*urgency()).limit(MOST))


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
