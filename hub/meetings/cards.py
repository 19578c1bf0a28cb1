"""Cards: what hangs on the first message of a consultation's channel; every change of a consultation is a change of it (ADR 9)."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..channels.facets import facet
from ..channels.shapes import ConsultationCard, Facet
from .models import Consultation, MeetingRoom


@facet(Facet.CONSULTATION, "consultation")
def load(session: Session, messages: list[int]) -> dict[int, ConsultationCard]:
    """The cards of these messages (keys); one query for all of them."""
    rows = session.execute(_found.where(Consultation.message_id.in_(messages)))
    return {row.message_id: _card(row, where, chair) for row, where, chair in rows if row.message_id is not None}


def cards(session: Session, ids: Sequence[int]) -> list[ConsultationCard]:
    """The cards of these consultations (keys), in this order; one query, none for none."""
    rows = session.execute(_found.where(Consultation.id.in_(ids))) if ids else ()
    known = {row.id: _card(row, where, chair) for row, where, chair in rows}
    return [known[id_] for id_ in ids]


_found = (
    select(Consultation, func.coalesce(MeetingRoom.name, Consultation.place), func.coalesce(Person.name, ""))
    .outerjoin(MeetingRoom, MeetingRoom.id == Consultation.room_id)
    .outerjoin(Person, Person.id == Consultation.chair_id)
)


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
