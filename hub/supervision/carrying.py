"""What agendas say of decisions that are followed up: by when they are due now, and whether that is over."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import clock
from ..meetings.agenda.carrying_out import CarriedOut, followed
from .models import FollowUp
from .rules import AT_WORK, written_number


@followed
def carried_out(session: Session, decision_ids: Collection[int]) -> dict[int, CarriedOut]:
    """By the decisions' keys; one query."""
    now = clock.now()
    rows = session.scalars(select(FollowUp).where(FollowUp.decision_id.in_(decision_ids)).order_by(FollowUp.id))
    return {
        row.decision_id: CarriedOut(
            number=written_number(row.year, row.number),
            due_on=clock.local(row.due_at).date(),
            is_late=row.state in AT_WORK and row.due_at <= now,
            is_dropped=row.state == "withdrawn",
        )
        for row in rows
        if row.decision_id is not None
    }
