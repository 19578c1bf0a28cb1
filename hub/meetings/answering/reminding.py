"""The hub's own reminder: once for each consultation, on the working day before, to the units that have not answered."""

from datetime import datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.clock import SHANGHAI
from ...core.db import reading, transaction
from ..models import OPEN, Consultation
from .actions import remind_units, waiting_of
from .rules import may_remind, reminder_at

LOOK_AHEAD = timedelta(days=15)
"""No holiday is so long that the working day before lies further back."""
MORNING = time(9)


def remind_the_missing() -> int:
    """Remind for all consultations for which it is time; how many people that reaches. Opens transactions of its own.

    Two that do this at once remind once: the consultation's row is held while it is looked whether somebody has.
    """
    with reading() as session:
        ids = [row.id for row in session.scalars(_soon()) if _is_time(session, row)]
    return sum(map(_remind, ids))


def _soon() -> Select[Consultation]:
    now = clock.now()
    found = select(Consultation).where(OPEN, Consultation.state == "announced", Consultation.reminded_at.is_(None))
    return found.where(Consultation.starts_at > now, Consultation.starts_at <= now + LOOK_AHEAD)


def _is_time(session: Session, row: Consultation) -> bool:
    if row.announced_at is None:
        return False
    day_before = clock.local(office_time(session).days_before(row.starts_at, 1)).date()
    at = reminder_at(row.starts_at, row.announced_at, datetime.combine(day_before, MORNING, SHANGHAI))
    return at is not None and at <= clock.now()


def _remind(consultation_id: int) -> int:
    with transaction() as session:
        found = select(Consultation).where(Consultation.id == consultation_id).with_for_update()
        row = session.scalars(found.execution_options(populate_existing=True)).one()
        if row.state != "announced" or row.reminded_at is not None:
            return 0
        row.reminded_at = clock.now()
        due = [one for one in waiting_of(session, row) if may_remind(one.reminders, one.reminded_at, clock.now())]
        return remind_units(session, row, None, due, "") if due else 0
