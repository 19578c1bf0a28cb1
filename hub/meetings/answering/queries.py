"""Who has answered what, as each may know it, and who may answer for units."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, PersonRole, Unit
from ...channels.policy import is_active
from ...core import clock
from ...core.policy import can
from ...core.viewer import Viewer
from ..models import Attendance, Consultation, Participant
from ..policy import ACTING
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
    return Attendances(units, row.quorum, is_open, is_open and conducts)


def acting_for(session: Session, row: Consultation, units: Sequence[int]) -> tuple[int, ...]:
    """The persons (keys) who may answer for these units (keys): liaisons and leaders; of a 个案会商 those who are named."""
    if not units:
        return ()
    holds = select(PersonRole.person_id).where(PersonRole.role.in_(ACTING))
    people = select(Person.id).join(Unit, Unit.id == Person.unit_id)
    people = people.where(Person.unit_id.in_(units), Person.id.in_(holds), is_active(clock.today()))
    if row.is_named_only:
        named = select(Participant.person_id).where(Participant.consultation_id == row.id)
        people = people.where(Person.id.in_(named.where(Participant.ended_at.is_(None))))
    return tuple(session.scalars(people.order_by(Person.id)))


def _answer(one: Attendance, names: Sequence[str], by: str | None, viewer: Viewer, conducts: bool) -> UnitAnswer:
    public_id, name, tile = names
    is_mine = one.unit_id == viewer.unit_id
    return UnitAnswer(
        public_id=public_id,
        name=name,
        tile=tile,
        answer=one.answer,
        reason=one.reason if is_mine or conducts else "",
        delegate_name=one.delegate_name,
        delegate_post=one.delegate_post,
        answered_at=one.answered_at,
        answered_by=(by or "") if is_mine or conducts else "",
        reminders=one.reminders,
        is_mine=is_mine,
    )
