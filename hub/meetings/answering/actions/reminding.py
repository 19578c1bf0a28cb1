"""Reminding the units that have not answered, and only them: by hand with a reason, and once by the hub itself."""

from datetime import timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from ....calendar import office_time
from ....channels.acknowledgements.rules import clean_reason
from ....core import clock, events
from ....core.viewer import Viewer
from ...models import Attendance, Consultation, ConsultationEvent
from ...rules import Act
from ...standing import check, locked, tell
from ..events import UnitsReminded
from ..queries import answerers, silent
from ..rules import reminds_at, to_remind, to_remind_by_itself

AHEAD = timedelta(days=20)
"""No working day lies further before the next: the longest holiday has ten days."""


def remind(session: Session, viewer: Viewer, consultation: str, reason: str) -> int:
    """Remind them with a reason that they see; how many units. RateLimited within half an hour, Conflict after three times.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.REMIND, row)
    text = clean_reason(reason)
    units = to_remind(silent(session, row), clock.now())
    _remind(session, row, units, viewer, text)
    return len(units)


def remind_due(session: Session) -> int:
    """Remind of everything that begins within a working day, each unit once; how many units. Safe in several processes."""
    now, working = clock.now(), office_time(session)
    waits = exists().where(Attendance.consultation_id == Consultation.id, Attendance.answer == "waiting")
    waits = waits.where(Attendance.withdrawn_at.is_(None))
    soon = select(Consultation.id, Consultation.starts_at).where(Consultation.state == "announced", waits)
    soon = soon.where(Consultation.starts_at > now, Consultation.starts_at <= now + AHEAD).order_by(Consultation.id)
    due = [id_ for id_, starts_at in session.execute(soon) if reminds_at(working, starts_at) <= now]
    return sum(_remind_of(session, id_) for id_ in due)


def _remind_of(session: Session, consultation_id: int) -> int:
    taken = select(Consultation).where(Consultation.id == consultation_id).with_for_update()
    row = session.scalars(taken.execution_options(populate_existing=True)).one()
    if row.state != "announced":
        return 0
    due_at = reminds_at(office_time(session), row.starts_at)
    units = to_remind_by_itself(silent(session, row), due_at, row.starts_at, clock.now())
    if units:
        _remind(session, row, units, None, "")
    return len(units)


def _remind(session: Session, row: Consultation, units: tuple[int, ...], viewer: Viewer | None, text: str) -> None:
    theirs = update(Attendance).where(Attendance.consultation_id == row.id, Attendance.unit_id.in_(units))
    session.execute(
        theirs.values(reminders=Attendance.reminders + 1, reminded_at=clock.now()).execution_options(
            synchronize_session="fetch"
        )
    )
    tell(
        session,
        row,
        Act.REMIND,
        viewer,
        text=text,
        detail={"units": list(units)},
        reached=answerers(session, row, units),
    )
    newest = select(ConsultationEvent.id).where(ConsultationEvent.consultation_id == row.id)
    event_id = session.scalars(newest.order_by(ConsultationEvent.id.desc()).limit(1)).one()
    person_id = viewer.person_id if viewer else None
    events.record(session, UnitsReminded(row.id, row.public_id, units, event_id, person_id))
