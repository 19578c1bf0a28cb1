"""Where answers are known: in 待我处理, and to processes that did not make the change."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...channels import reaching
from ...channels.models import Membership, Message
from ...channels.reaching import Moved
from ...channels.shapes import Facet
from ...core.bulk import among
from ..models import Attendance, Consultation
from . import todo as _todo  # noqa: F401 (待我处理 lists invitations)


def reached_by(session: Session, changes: Collection[Moved]) -> list[tuple[Moved, int]]:
    """For these changes of messages with consultations: the change and each person (key) whose unit has an invitation to answer."""
    found = (
        select(Message.id, Person.id)
        .join(Consultation, Consultation.message_id == Message.id)
        .join(Attendance, (Attendance.consultation_id == Consultation.id) & Attendance.withdrawn_at.is_(None))
        .join(Person, Person.unit_id == Attendance.unit_id)
        .join(Membership, (Membership.channel_id == Message.channel_id) & (Membership.person_id == Person.id))
        .where(among(session, Message.id, {one.message_id for one in changes}), Membership.ended_at.is_(None))
    )
    people: defaultdict[int, list[int]] = defaultdict(list)
    for message_id, person_id in session.execute(found):
        people[message_id].append(person_id)
    return [(one, person_id) for one in changes for person_id in people[one.message_id]]


reaching.reaching(Facet.CONSULTATION, reached_by)
