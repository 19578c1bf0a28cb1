"""Notes about appraisals: who took which figures along."""

from sqlalchemy.orm import Session

from ..appraisal.events import AppraisalTaken
from .describing import audited, person_of
from .rules import Note


@audited(AppraisalTaken)
def _taken(session: Session, event: AppraisalTaken) -> Note:
    detail = {"form": event.form, "from": event.first_on.isoformat(), "to": event.last_on.isoformat()}
    return Note("appraisal.take", "appraisal", "", detail=detail, person=person_of(session, event.person_id))
