"""Notices about consultations: who is invited, that time or place have changed, that it is off, that an answer is missing.

They wait at the consultation's page; of a 个案会商 not a word of its title leaves the hub.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, PersonRole, Unit
from ..channels.policy import is_active
from ..core import clock, events
from ..core.viewer import Role
from ..meetings.answering.events import UnitsReminded
from ..meetings.answering.queries import acting_for
from ..meetings.events import NOBODY, ConsultationChanged
from ..meetings.models import Attendance, Consultation, Participant
from ..meetings.rules import Act
from .consultation_kinds import CANCELLED, CHANGED, INVITED, REMINDED, UNINVITED
from .outbox import announce
from .shapes import Cause


@events.on(ConsultationChanged)
def tell_of_consultation(session: Session, event: ConsultationChanged) -> None:
    """Who is invited, or no more, by this act; and the others where what they were told has changed."""
    row = session.get_one(Consultation, event.consultation_id)
    if row.announced_at is None or not (event.is_news or event.turnover != NOBODY or event.act == Act.CANCEL):
        return
    came = {*acting_for(session, row, event.turnover.units_added), *event.turnover.people_added}
    if event.act == Act.CANCEL:
        _tell(session, event, row, CANCELLED, _everybody(session, row))
        return
    everybody = _everybody(session, row)
    units = () if row.is_named_only else event.turnover.units_removed  # of a case only who was named ever knew
    gone = {*acting_for_gone(session, units), *event.turnover.people_removed} - everybody
    _tell(session, event, row, INVITED, came)
    _tell(session, event, row, UNINVITED, gone)
    if event.is_news:
        _tell(session, event, row, CHANGED, everybody - came)


@events.on(UnitsReminded)
def tell_of_reminder(session: Session, event: UnitsReminded) -> None:
    """Whoever may answer for a unit that has not."""
    key = f"{event.consultation_id}.{event.revision}"
    announce(session, Cause(REMINDED, key, event.people, thing_id=event.consultation_id, tells_group=False))


def acting_for_gone(session: Session, units: tuple[int, ...]) -> set[int]:
    """The liaisons and leaders (keys) of units that are invited no more."""
    holds = select(PersonRole.person_id).where(PersonRole.role.in_([Role.LIAISON, Role.LEADER]))
    found = select(Person.id).join(Unit, Unit.id == Person.unit_id).where(Person.unit_id.in_(units))
    return set(session.scalars(found.where(Person.id.in_(holds), is_active(clock.today()))))


def _everybody(session: Session, row: Consultation) -> set[int]:
    units = select(Attendance.unit_id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    people = select(Participant.person_id).where(Participant.consultation_id == row.id, Participant.ended_at.is_(None))
    named = {id_ for id_ in session.scalars(people) if id_ is not None}
    return named | set(acting_for(session, row, session.scalars(units).all()))


def _tell(session: Session, event: ConsultationChanged, row: Consultation, kind: str, people: set[int]) -> None:
    told = tuple(sorted(person for person in people if person != event.person_id))
    if told:
        cause = Cause(kind, f"{row.id}.{row.revision}", told, thing_id=row.id, tells_group=False)
        announce(session, cause)
