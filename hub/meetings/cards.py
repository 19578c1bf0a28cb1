"""Cards: what hangs on the first message of a consultation's channel; every change of a consultation is a change of it (ADR 9)."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..channels.facets import facet
from ..channels.shapes import ConsultationCard, Facet, ItemNow
from .agenda.models import AgendaItem
from .models import Consultation, MeetingRoom


@facet(Facet.CONSULTATION, "consultation")
def load(session: Session, messages: list[int]) -> dict[int, ConsultationCard]:
    """The cards of these messages (keys); one query for all of them, and one where some are held now."""
    found = (
        select(Consultation, MeetingRoom.name, Person.name)
        .outerjoin(MeetingRoom, MeetingRoom.id == Consultation.room_id)
        .outerjoin(Person, Person.id == Consultation.chair_id)
        .where(Consultation.message_id.in_(messages))
    )
    rows = [(row, room or row.place, chair or "") for row, room, chair in session.execute(found)]
    current = _current(session, {row.id for row, _where, _chair in rows if row.state == "live"})
    return {
        row.message_id: _card(row, where, chair, current.get(row.id))
        for row, where, chair in rows
        if row.message_id is not None
    }


def _current(session: Session, held: set[int]) -> dict[int, ItemNow]:
    """The item under discussion of each consultation (key) that is held now."""
    if not held:
        return {}
    found = select(AgendaItem).where(AgendaItem.consultation_id.in_(held), AgendaItem.removed_at.is_(None))
    agendas: defaultdict[int, list[AgendaItem]] = defaultdict(list)
    for item in session.scalars(found.order_by(AgendaItem.position, AgendaItem.id)):
        agendas[item.consultation_id].append(item)
    return {
        consultation: ItemNow(
            item.public_id, number, len(items), item.title, item.ask, item.minutes, item.seconds, item.started_at
        )
        for consultation, items in agendas.items()
        for number, item in enumerate(items, start=1)
        if item.started_at is not None
    }


def _card(row: Consultation, where: str, chair: str, current: ItemNow | None) -> ConsultationCard:
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
        current=current,
    )
