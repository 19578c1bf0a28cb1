"""What units have answered, as somebody may see it; who acts for them; which have not answered."""

from collections.abc import Collection

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...accounts.models import Person, PersonRole, Unit
from ...channels.policy import is_active
from ...core import clock
from ...core.policy import can
from ...core.viewer import Role, Viewer
from ..models import Attendance, Consultation, ConsultationEvent, Participant
from ..policy import ACTING
from ..rules import Act
from ..sight import found
from .rules import Silent
from .shapes import Answers, UnitAnswer


def answers(session: Session, viewer: Viewer, consultation: str) -> Answers:
    """The answers to a consultation (public id); NotFound.

    Who comes is for all that are invited. Why a unit does not is told to those who conduct the meeting, and to the unit.
    """
    row = found(session, viewer, consultation)
    conducts = can(session, viewer, "consultation.conduct", row)
    by = aliased(Person)
    rows = session.execute(
        select(Attendance, Unit, func.coalesce(by.name, ""))
        .join(Unit, Unit.id == Attendance.unit_id)
        .outerjoin(by, by.id == Attendance.answered_by)
        .where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
        .order_by(Unit.position, Unit.id)
    )
    units = tuple(_unit(viewer, one, unit, name, conducts) for one, unit, name in rows)
    is_open = row.state == "announced"
    may_remind = is_open and conducts and any(one.answer == "waiting" for one in units)
    found_answers = Answers(units, row.quorum, is_open, may_remind)
    mine = found_answers.mine
    was_reminded = conducts or (mine is not None and mine.answer == "waiting" and mine.reminders > 0)
    reason = _last_reason(session, row) if was_reminded else ""
    return Answers(units, row.quorum, is_open, may_remind, reason)


def silent(session: Session, row: Consultation) -> list[Silent]:
    """The units that have not answered since they were asked: invited, announced to, or moved, whatever came last."""
    asked = select(func.max(ConsultationEvent.at)).where(ConsultationEvent.consultation_id == row.id)
    asked_at = session.scalar(asked.where(ConsultationEvent.act.in_((Act.ANNOUNCE, Act.MOVE)))) or row.created_at
    rows = session.scalars(
        select(Attendance)
        .where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None), Attendance.answer == "waiting")
        .order_by(Attendance.id)
        .execution_options(populate_existing=True)
    )
    return [Silent(one.unit_id, max(asked_at, one.invited_at), one.reminders, one.reminded_at) for one in rows]


def answerers(session: Session, row: Consultation, units: Collection[int]) -> tuple[int, ...]:
    """The persons (keys) who may answer for these units (keys); of a 个案会商 those who are named."""
    holds = select(PersonRole.person_id).where(
        or_(PersonRole.role.in_(ACTING), and_(PersonRole.role == Role.OFFICE, Unit.kind == "office"))
    )
    people = select(Person.id).join(Unit, Unit.id == Person.unit_id)
    people = people.where(Person.unit_id.in_(units), Person.id.in_(holds.correlate(Unit)), is_active(clock.today()))
    if row.is_named_only:
        people = people.where(Person.id.in_(_named(row)))
    return tuple(session.scalars(people.order_by(Person.id)))


def invited_people(session: Session, row: Consultation) -> tuple[int, ...]:
    """Everybody (keys) who is to come or to see that somebody comes: who acts for invited units, and who is named."""
    units = select(Attendance.unit_id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    acting = answerers(session, row, list(session.scalars(units)))
    named = session.scalars(_named(row).join(Person).join(Unit).where(is_active(clock.today())))
    return tuple(sorted({*acting, *(id_ for id_ in named if id_ is not None)}))


def _named(row: Consultation):  # type: ignore[no-untyped-def]
    return select(Participant.person_id).where(
        Participant.consultation_id == row.id, Participant.person_id.is_not(None), Participant.ended_at.is_(None)
    )


def _unit(viewer: Viewer, one: Attendance, unit: Unit, name: str, conducts: bool) -> UnitAnswer:
    is_mine = unit.id == viewer.unit_id
    reads = conducts or (is_mine and viewer.has(*ACTING, Role.OFFICE))
    return UnitAnswer(
        public_id=unit.public_id,
        name=unit.short_name,
        tile=unit.tile,
        answer=one.answer,
        reason=one.reason if reads else "",
        delegate_name=one.delegate_name,
        delegate_post=one.delegate_post,
        answered_at=one.answered_at,
        answered_by=name if reads else "",
        reminders=one.reminders,
        reminded_at=one.reminded_at,
        is_mine=is_mine,
    )


def _last_reason(session: Session, row: Consultation) -> str:
    found_text = select(ConsultationEvent.text).where(ConsultationEvent.consultation_id == row.id)
    found_text = found_text.where(ConsultationEvent.act == Act.REMIND, ConsultationEvent.person_id.is_not(None))
    return session.scalar(found_text.order_by(ConsultationEvent.id.desc()).limit(1)) or ""
