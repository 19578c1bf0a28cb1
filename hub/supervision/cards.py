"""Follow-ups as lines, many at once: a fixed number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Unit
from ..meetings.models import Consultation
from ..minutes.models import Minutes
from .lights import light_of
from .models import FollowUp, FollowUpUnit
from .rules import written_number
from .settings import Lights, lights_of
from .shapes import Card


def cards(session: Session, ids: Sequence[int]) -> list[Card]:
    """The lines of these follow-ups (keys), in this order; four queries."""
    if not ids:
        return []
    found = (
        select(FollowUp, Consultation, Minutes)
        .join(Consultation, Consultation.id == FollowUp.consultation_id)
        .join(Minutes, Minutes.id == FollowUp.minutes_id)
        .where(FollowUp.id.in_(ids))
    )
    rows = {row.id: (row, held, minutes) for row, held, minutes in session.execute(found)}
    units, lights = _units(session, ids), lights_of(session)
    return [_card(*rows[id_], units[id_], lights) for id_ in ids]


def _units(session: Session, ids: Sequence[int]) -> defaultdict[int, list[tuple[str, bool]]]:
    found = (
        select(FollowUpUnit.follow_up_id, Unit.short_name, FollowUpUnit.is_lead)
        .join(Unit, Unit.id == FollowUpUnit.unit_id)
        .where(FollowUpUnit.follow_up_id.in_(ids), FollowUpUnit.released_at.is_(None))
        .order_by(FollowUpUnit.position, FollowUpUnit.id)
    )
    units: defaultdict[int, list[tuple[str, bool]]] = defaultdict(list)
    for id_, name, is_lead in session.execute(found):
        units[id_].append((name, is_lead))
    return units


def _card(
    row: FollowUp, held: Consultation, minutes: Minutes, units: Sequence[tuple[str, bool]], lights: Lights
) -> Card:
    return Card(
        id=row.id,
        public_id=row.public_id,
        number=written_number(row.year, row.number),
        title=row.title,
        state=row.state,
        light=light_of(row, lights),
        due_at=row.due_at,
        is_provisional=row.is_provisional,
        tier=row.tier,
        lead_name=next((name for name, is_lead in units if is_lead), ""),
        supporting=tuple(name for name, is_lead in units if not is_lead),
        opened_at=row.opened_at,
        heard_at=row.heard_at,
        consultation=held.public_id,
        consultation_title=held.title,
        minutes=minutes.public_id,
        minutes_number=minutes.number,
        is_void=minutes.state == "voided",
        is_unfounded=row.unfounded_at is not None,
    )
