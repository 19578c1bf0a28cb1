"""The page of one consultation: what it is, who is invited and named, and what the viewer may do; rooms add their parts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..channels.models import Message
from ..core.policy import can
from ..core.viewer import Viewer
from .models import Attendance, Consultation, Participant
from .shapes import ConsultationSheet, InvitedUnit, NamedPerson
from .sight import found


def sheet(session: Session, viewer: Viewer, consultation: str) -> ConsultationSheet:
    """A consultation (public id) as the viewer sees it; NotFound."""
    row = found(session, viewer, consultation)
    message = session.get_one(Message, row.message_id) if row.message_id else None
    return ConsultationSheet(
        id=row.id,
        public_id=row.public_id,
        kind=row.kind,
        is_named_only=row.is_named_only,
        title=row.title,
        note=row.note,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room=row.room.public_id if row.room else None,
        room_name=row.room.name if row.room else "",
        place=row.place,
        link=row.link,
        chair=row.chair.name if row.chair else "",
        chair_unit=row.chair.unit.short_name if row.chair else "",
        note_taker=row.note_taker.name if row.note_taker else "",
        quorum=row.quorum,
        urgent_reason=row.urgent_reason,
        cancel_reason=row.cancel_reason,
        revision=row.revision,
        channel=row.channel.public_id if row.channel else "",
        change=row.channel.head_change if row.channel else 0,
        message=message.public_id if message else "",
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        units=tuple(_units(session, row)),
        people=tuple(_people(session, row)),
        may_arrange=can(session, viewer, "consultation.arrange", row),
        may_conduct=can(session, viewer, "consultation.conduct", row),
        may_answer=can(session, viewer, "consultation.answer", row),
    )


def _units(session: Session, row: Consultation) -> list[InvitedUnit]:
    columns = (Unit.public_id, Unit.short_name, Unit.tile, Attendance.answer, Attendance.delegate_name)
    found = select(*columns, Attendance.answered_at).join(Unit, Unit.id == Attendance.unit_id)
    found = found.where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    return [InvitedUnit(*one) for one in session.execute(found.order_by(Unit.position, Unit.id))]


def _people(session: Session, row: Consultation) -> list[NamedPerson]:
    found = select(Participant, Person.public_id).outerjoin(Person, Person.id == Participant.person_id)
    found = found.where(Participant.consultation_id == row.id, Participant.ended_at.is_(None))
    return [
        NamedPerson(one.public_id, person, one.role, one.name, one.post, one.body)
        for one, person in session.execute(found.order_by(Participant.id))
    ]
