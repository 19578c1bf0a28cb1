"""What a filter means in the tables, and only ever of what the viewer may see."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....core.viewer import Viewer
from ... import policy
from ...models import Attendance, Consultation, MeetingRoom, Participant
from ..listing import ConsultationFilter

Condition = ColumnElement[bool]


def conditions(session: Session, viewer: Viewer, wanted: ConsultationFilter) -> list[Condition]:
    """What a consultation must be to be shown; its state and time are the caller's."""
    found: list[Condition] = [policy.visible(viewer)]
    if wanted.kind:
        found.append(Consultation.kind == wanted.kind)
    if wanted.unit:
        found.append(invites(session.scalar(select(Unit.id).where(Unit.public_id == wanted.unit)) or 0))
    if wanted.room:
        room = select(MeetingRoom.id).where(MeetingRoom.public_id == wanted.room).scalar_subquery()
        found.append(Consultation.room_id == room)
    if wanted.text:
        found.append(Consultation.title.icontains(wanted.text, autoescape=True))
    if wanted.is_mine:
        found.append(_mine(viewer))
    return found


def invites(unit_id: int) -> Condition:
    """That a unit (key) is invited."""
    asked = select(Attendance.id).where(Attendance.consultation_id == Consultation.id, Attendance.unit_id == unit_id)
    return asked.where(Attendance.withdrawn_at.is_(None)).exists()


def _mine(viewer: Viewer) -> Condition:
    named = select(Participant.id).where(
        Participant.consultation_id == Consultation.id, Participant.person_id == viewer.person_id
    )
    return or_(
        invites(viewer.unit_id),
        Consultation.chair_id == viewer.person_id,
        Consultation.note_taker_id == viewer.person_id,
        named.where(Participant.ended_at.is_(None)).exists(),
    )
