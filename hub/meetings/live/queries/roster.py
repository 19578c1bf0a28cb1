"""Who is there, by unit: computed from invitations, answers and sign-ins; a fixed number of queries."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ....accounts.models import Person, Unit
from ...models import Attendance, Consultation, Participant
from ..models import SignIn
from ..shapes import GuestPlace, Roster, SignInView, UnitPlace


def roster_of(session: Session, row: Consultation) -> Roster:
    """The invited units as present, excused or absent; guests; and others who signed in (chair, note-taker)."""
    came = _sign_ins(session, row)
    by_unit: defaultdict[int, list[SignInView]] = defaultdict(list)
    by_guest: dict[int, SignInView] = {}
    invited = _invited(session, row)
    unit_ids, others = {unit.id for _attendance, unit in invited}, []
    for sign_in, view in came:
        if sign_in.unit_id in unit_ids:
            by_unit[sign_in.unit_id].append(view)
        elif sign_in.unit_id is None and sign_in.participant_id is not None:
            by_guest[sign_in.participant_id] = view
        else:
            others.append(view)
    return Roster(
        units=tuple(_unit(attendance, unit, tuple(by_unit[unit.id])) for attendance, unit in invited),
        guests=tuple(_guests(session, row, by_guest)),
        others=tuple(others),
    )


def _invited(session: Session, row: Consultation) -> list[tuple[Attendance, Unit]]:
    found = select(Attendance, Unit).join(Unit, Unit.id == Attendance.unit_id)
    found = found.where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    return [(attendance, unit) for attendance, unit in session.execute(found.order_by(Unit.position, Unit.id))]


def _sign_ins(session: Session, row: Consultation) -> list[tuple[SignIn, SignInView]]:
    noter = aliased(Person)
    found = select(SignIn, noter.name, Unit.short_name).outerjoin(noter, noter.id == SignIn.noted_by)
    found = found.outerjoin(Unit, Unit.id == SignIn.unit_id)
    found = found.where(SignIn.consultation_id == row.id, SignIn.undone_at.is_(None)).order_by(SignIn.at, SignIn.id)
    return [
        (
            one,
            SignInView(
                one.public_id, one.name, one.post, one.is_delegate, one.is_late, one.at, one.way, by or "", unit or ""
            ),
        )
        for one, by, unit in session.execute(found)
    ]


def _unit(attendance: Attendance, unit: Unit, people: tuple[SignInView, ...]) -> UnitPlace:
    standing = "present" if people else "excused" if attendance.answer == "excused" else "absent"
    return UnitPlace(
        public_id=unit.public_id,
        name=unit.short_name,
        tile=unit.tile,
        standing=standing,
        answer=attendance.answer,
        reason=attendance.reason,
        delegate_name=attendance.delegate_name,
        delegate_post=attendance.delegate_post,
        people=people,
    )


def _guests(session: Session, row: Consultation, came: dict[int, SignInView]) -> list[GuestPlace]:
    """Observers 列席, and whoever else is there as a guest."""
    found = select(Participant).where(Participant.consultation_id == row.id, Participant.ended_at.is_(None))
    return [
        GuestPlace(one.public_id, one.name, one.post, one.body, came.get(one.id))
        for one in session.scalars(found.order_by(Participant.id))
        if one.role == "observer" or one.id in came
    ]
