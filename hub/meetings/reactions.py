"""What consultations do about news from below: who takes another post is named no more, and a changed card is found anew."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..accounts.events import PersonMoved
from ..channels.membership import sync_person
from ..channels.searching.actions import reindex
from ..core import clock, events
from . import cards as _cards  # noqa: F401 (messages show them)
from . import elsewhere as _elsewhere  # noqa: F401 (exports and the search know them)
from . import membership as _membership  # noqa: F401 (channels let their people in)
from . import todo as _todo  # noqa: F401 (待我处理 lists them)
from .events import ConsultationChanged
from .models import Consultation, Participant
from .rules import Act


@events.on(PersonMoved)
def follow_move(session: Session, event: PersonMoved) -> None:
    """Whoever changes posts was not named as the one they are now; what they were named for is closed to them at once."""
    theirs = update(Participant).where(Participant.person_id == event.person_id, Participant.ended_at.is_(None))
    ended = theirs.values(ended_at=clock.now()).returning(Participant.id).execution_options(synchronize_session=False)
    if session.execute(ended).all():
        sync_person(session, event.person_id)


@events.on(ConsultationChanged)
def follow_words(session: Session, event: ConsultationChanged) -> None:
    """What is searched of a consultation are its title, its place and its note."""
    if event.act in {Act.ANNOUNCE, Act.CHANGE, Act.MOVE}:
        found = select(Consultation.message_id).where(Consultation.id == event.consultation_id)
        message_id = session.scalar(found)
        if message_id is not None:
            reindex(session, [message_id])
