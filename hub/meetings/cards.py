"""Cards: what hangs on the first message of a consultation's channel; every change of a consultation is a change of it (ADR 9)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..channels.facets import facet
from ..channels.shapes import ConsultationCard, Facet, ItemNow
from .agenda.models import AgendaItem
from .models import Consultation, MeetingRoom


@facet(Facet.CONSULTATION, "consultation")
def load(session: Session, messages: list[int]) -> dict[int, ConsultationCard]:
    """The cards of these messages (keys); one query for all of them, and one where some are held now."""
    known = _cards(session, session.execute(_found.where(Consultation.message_id.in_(messages))).all())
    return {row.message_id: card for row, card in known if row.message_id is not None}


def cards(session: Session, ids: Sequence[int]) -> list[ConsultationCard]:
    """The cards of these consultations (keys), in this order; as `load`, none for none."""
    rows = session.execute(_found.where(Consultation.id.in_(ids))).all() if ids else ()
    known = {row.id: card for row, card in _cards(session, rows)}
    return [known[id_] for id_ in ids]


_found = (
    select(Consultation.id, Consultation.message_id, Consultation.public_id, Consultation.kind, Consultation.title)
    .add_columns(Consultation.state, Consultation.starts_at, Consultation.ends_at, Consultation.urgent_reason)
    .add_columns(Consultation.revision, func.coalesce(MeetingRoom.name, Consultation.place).label("where"))
    .add_columns(func.coalesce(Person.name, "").label("chair"))
    .outerjoin(MeetingRoom, MeetingRoom.id == Consultation.room_id)
    .outerjoin(Person, Person.id == Consultation.chair_id)
)


def _cards(session: Session, rows: Sequence[Any]) -> list[tuple[Any, ConsultationCard]]:
    current = _current(session, {row.id for row in rows if row.state == "live"})
    return [(row, _card(row, current.get(row.id))) for row in rows]


def _current(session: Session, held: set[int]) -> dict[int, ItemNow]:
    """The item under discussion of each consultation (key) that is held now."""
    if not held:
        return {}
    agendas: defaultdict[int, list[Any]] = defaultdict(list)
    for item in session.execute(_items.where(AgendaItem.consultation_id.in_(held))):
        agendas[item.consultation_id].append(item)
    return {
        consultation: ItemNow(
            item.public_id, number, len(items), item.title, item.ask, item.minutes, item.seconds, item.started_at
        )
        for consultation, items in agendas.items()
        for number, item in enumerate(items, start=1)
        if item.started_at is not None
    }


_items = (
    select(AgendaItem.consultation_id, AgendaItem.public_id, AgendaItem.title, AgendaItem.ask, AgendaItem.minutes)
    .add_columns(AgendaItem.seconds, AgendaItem.started_at)
    .where(AgendaItem.removed_at.is_(None))
    .order_by(AgendaItem.position, AgendaItem.id)
)


def _card(row: Any, current: ItemNow | None) -> ConsultationCard:
    return ConsultationCard(
        public_id=row.public_id,
        kind=row.kind,
        title=row.title,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        where=row.where,
        chair=row.chair,
        is_urgent=bool(row.urgent_reason),
        revision=row.revision,
        current=current,
    )
