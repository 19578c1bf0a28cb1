"""Who belongs in a consultation's channel: the same people who may know of it once it is announced (`policy.visible`)."""

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, Select, and_, literal, select, union_all

from ..accounts.models import Person, PersonRole, Unit
from ..channels.entitlement import COMMITTEE, NAMED, OFFICE, UNIT, also
from ..channels.models import Channel
from ..channels.policy import is_active
from ..core.viewer import CONTENT_ROLES, Role
from .models import Attendance, Consultation, Participant
from .policy import ACTING

Rows = Select[int, int, int]


@also
def members(channels: ColumnElement[bool], people: ColumnElement[bool], today: date | BindParameter[date]) -> Rows:
    """SQL: channel, person, rank of all who belong in, among `channels` and `people`, on `today`."""
    scope = and_(is_active(today), channels, people)
    ways = (_by_unit(), _by_role(OFFICE, Role.OFFICE), _by_role(COMMITTEE, Role.COMMITTEE), _by_name())
    rows = union_all(*(way.where(scope) for way in ways)).subquery("of_meetings")
    return select(rows.c.channel_id, rows.c.person_id, rows.c.rank)


def _person(rank: int) -> Rows:
    columns = (Channel.id.label("channel_id"), Person.id.label("person_id"), literal(rank).label("rank"))
    return select(*columns).select_from(Person).join(Unit, Unit.id == Person.unit_id)


def _by_unit() -> Rows:
    found = _person(UNIT).join(PersonRole, PersonRole.person_id == Person.id)
    found = found.join(Attendance, and_(Attendance.unit_id == Unit.id, Attendance.withdrawn_at.is_(None)))
    found = found.join(Consultation, Consultation.id == Attendance.consultation_id)
    found = found.join(Channel, Channel.id == Consultation.channel_id)
    return found.where(PersonRole.role.in_(ACTING), Consultation.is_named_only.is_(False))


def _by_role(rank: int, role: Role) -> Rows:
    found = _person(rank).join(PersonRole, and_(PersonRole.person_id == Person.id, PersonRole.role == role))
    found = found.join(Consultation, Consultation.is_named_only.is_(False))
    return found.join(Channel, Channel.id == Consultation.channel_id)


def _by_name() -> Rows:
    opens = select(PersonRole.person_id).where(PersonRole.role.in_(sorted(CONTENT_ROLES)))
    found = _person(NAMED).join(Participant, and_(Participant.person_id == Person.id, Participant.ended_at.is_(None)))
    found = found.join(Consultation, Consultation.id == Participant.consultation_id)
    return found.join(Channel, Channel.id == Consultation.channel_id).where(Person.id.in_(opens))
