"""Cards: what hangs on the first message of a consultation's channel; every change of a consultation is a change of it (ADR 9)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..channels.facets import facet
from ..channels.shapes import ConsultationCard, Facet
from .models import Consultation, MeetingRoom


@facet(Facet.CONSULTATION, "consultation")
def load(session: Session, messages: list[int]) -> dict[int, ConsultationCard]:
    """The cards of these messages (keys); one query for all of them."""
    found = (
        select(Consultation, MeetingRoom.name, Person.name)
        .outerjoin(MeetingRoom, MeetingRoom.id == Consultation.room_id)
        .outerjoin(Person, Person.id == Consultation.chair_id)
        .where(Consultation.message_id.in_(messages))
    )
    return {
        row.message_id: _card(row, room or row.place, chair or "")
        for row, room, chair in session.execute(found)
        if row.message_id is not None
    }


def _card(row: Consultation, where: str, chair: str) -> ConsultationCard:
    return ConsultationCard(
        public_id=row.public_id,
        kind=row.kind,
        title=row.title,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        where=where,
        chair=chair,
        is_urgent=bool(row.urgent_reason),
        revision=row.revision,
    )
