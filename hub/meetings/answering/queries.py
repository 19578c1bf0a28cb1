"""Who has answered what, as each may know it, and who may answer for units."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, PersonRole, Unit
from ...channels.policy import is_active
from ...core import clock
from ...core.policy import can
from ...core.viewer import Role, Viewer
from ..models import Attendance, Consultation, ConsultationEvent, Participant
from ..policy import ACTING
from ..rules import Act
from ..sight import found
from .shapes import Attendances, UnitAnswer


def attendances(session: Session, viewer: Viewer, consultation: str) -> Attendances:
    """The answers to a consultation (public id); NotFound.

    Why a unit does not come, those read who conduct it, and the unit itself.
    """
    row = found(session, viewer, consultation)
    conducts = can(session, viewer, "consultation.conduct", row)
    columns = (Attendance, Unit.public_id, Unit.short_name, Unit.tile, Person.name)
    rows = select(*columns).join(Unit, Unit.id == Attendance.unit_id)
    rows = rows.outerjoin(Person, Person.id == Attendance.answered_by)
    rows = rows.where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    units = tuple(
        _answer(one, names, by, viewer, conducts) for one, *names, by in session.execute(rows.order_by(Unit.position))
    )
    is_open = row.state == "announced"
    was_reminded = any(one.reminders for one in units if conducts or (one.is_mine and one.answer == "waiting"))
    why = _reminded_why(session, row) if is_open and was_reminded else ""
    return Attendances(units, row.quorum, is_open, is_open and conducts, why)


def acting_for(session: Session, row: Consultation, units: Sequence[int]) -> tuple[int, ...]:
    """The persons (keys) who may answer for these units (keys): liaisons and leaders, for the office its staff.

    Of a 个案会商 those of them who are named.
    """
    if not units:
        return ()
    acts = or_(PersonRole.role.in_(ACTING), and_(PersonRole.role == Role.OFFICE, Unit.kind == "office"))
    people = select(Person.id).distinct().join(Unit, Unit.id == Person.unit_id)
    people = people.join(PersonRole, PersonRole.person_id == Person.id).where(acts)
    people = people.where(Person.unit_id.in_(units), is_active(clock.today()))
    if row.is_named_only:
        named = select(Participant.person_id).where(Participant.consultation_id == row.id)
        people = people.where(Person.id.in_(named.where(Participant.ended_at.is_(None))))
    return tuple(session.scalars(people.order_by(Person.id)))


def _reminded_why(session: Session, row: Consultation) -> str:
    """What was said when units were reminded by hand last; "" where they were not since it was announced, or moved."""
    found = select(ConsultationEvent.act, ConsultationEvent.text).where(ConsultationEvent.consultation_id == row.id)
    found = found.where(ConsultationEvent.act.in_((Act.REMIND, Act.ANNOUNCE, Act.MOVE)))
    said = or_(ConsultationEvent.act != Act.REMIND, ConsultationEvent.person_id.is_not(None))
    last = session.execute(found.where(said).order_by(ConsultationEvent.id.desc()).limit(1)).first()
    return last.text if last is not None and last.act == Act.REMIND else ""


def _answer(one: Attendance, names: Sequence[str], by: str | None, viewer: Viewer, conducts: bool) -> UnitAnswer:
    public_id, name, tile = names
    is_mine = one.unit_id == viewer.unit_id
    acts = is_mine and viewer.has(*ACTING, Role.OFFICE)
    return UnitAnswer(
        public_id=public_id,
        name=name,
        tile=tile,
        answer=one.answer,
        reason=one.reason if acts or conducts else "",
        delegate_name=one.delegate_name,
        delegate_post=one.delegate_post,
        answered_at=one.answered_at,
        answered_by=(by or "") if is_mine or conducts else "",
        reminders=one.reminders,
        is_mine=is_mine,
    )
