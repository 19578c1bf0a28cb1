"""Where answers are known: in 待我处理, and to processes that did not make the change."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...channels import reaching
from ...channels.models import ChangeLog, Membership, Message
from ...channels.shapes import Facet
from ..models import Attendance, Consultation
from . import todo as _todo  # noqa: F401 (待我处理 lists invitations)


def reached_by(session: Session, channel_id: int, changes: Collection[int]) -> list[tuple[int, int]]:
    """For these changes of a channel (key): the change and each person (key) whose unit has an invitation to answer."""
    found = (
        select(ChangeLog.change, Person.id)
        .join(Message, (Message.channel_id == ChangeLog.channel_id) & (Message.seq == ChangeLog.seq))
        .join(Consultation, Consultation.message_id == Message.id)
        .join(Attendance, (Attendance.consultation_id == Consultation.id) & Attendance.withdrawn_at.is_(None))
        .join(Person, Person.unit_id == Attendance.unit_id)
        .join(Membership, (Membership.channel_id == ChangeLog.channel_id) & (Membership.person_id == Person.id))
        .where(ChangeLog.channel_id == channel_id, ChangeLog.change.in_(changes), Membership.ended_at.is_(None))
    )
    return [(change, person) for change, person in session.execute(found)]


reaching.reaching(Facet.CONSULTATION, reached_by)
