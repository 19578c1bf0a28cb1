"""What agendas do about news: they begin with a consultation, let topics go when it ends, and forget what is forgotten."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import events
from ...files.housekeeping import refers
from ...issues.events import IssueForgotten
from .. import standing
from ..events import ConsultationChanged, ConsultationClosed
from ..models import Consultation
from ..rules import Act
from ..topics.actions import putting_up, release, settle
from .actions import begin
from .models import AgendaItem, Paper

refers(Paper.file_id)


@events.on(ConsultationChanged)
def follow_consultation(session: Session, event: ConsultationChanged) -> None:
    """One that is prepared begins with what was decided before; one that is called off lets its topics go."""
    if event.act == Act.PREPARE:
        begin(session, event.consultation_id)
    if event.act == Act.CANCEL:
        for item in _of_topics(session, event.consultation_id):
            if item.topic is not None:
                release(session, item.topic)


@events.on(ConsultationClosed)
def follow_end(session: Session, event: ConsultationClosed) -> None:
    """What was dealt with is settled, what was not waits for another agenda; what was carried over goes on by itself."""
    for item in _of_topics(session, event.consultation_id):
        if item.topic is not None and item.carried_to_id is None:
            (settle if item.state == "done" else release)(session, item.topic)


@events.on(IssueForgotten)
def forget_words(session: Session, event: IssueForgotten) -> None:
    """The words of an issue stand in no topic and on no agenda any more; whoever looks at one of these sees it at once."""
    for consultation_id in sorted(putting_up.forget(session, event.issue_id)):
        row = session.get_one(Consultation, consultation_id)
        standing.tell(session, row, Act.AGENDA_CHANGED, None, detail={"what": "forgotten"})


def _of_topics(session: Session, consultation_id: int) -> list[AgendaItem]:
    found = select(AgendaItem).where(AgendaItem.consultation_id == consultation_id, AgendaItem.removed_at.is_(None))
    return list(session.scalars(found.where(AgendaItem.topic_id.is_not(None)).order_by(AgendaItem.id)))
