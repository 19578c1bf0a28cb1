"""Who has read, by unit, from one number per member."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, PersonRole, Unit
from ...core import clock
from ...core.policy import require
from ...core.viewer import Role, Viewer
from ..changing import found
from ..models import Membership
from ..policy import is_active
from ..shapes.readers import ReadersView, ReaderUnit
from . import policy as _policy  # noqa: F401 (registers the rule)

_ACTING = (Role.LIAISON, Role.LEADER, Role.OFFICE)
"""Whoever acts for a unit reads for it; the committee's leadership and observers do not."""


def readers_of(session: Session, viewer: Viewer, message: str) -> ReadersView:
    """Which units have read the message (public id), without its author's; NotFound. Three queries."""
    row = found(session, message)
    require(session, viewer, "message.readers", row)
    acting = select(PersonRole.person_id).where(PersonRole.role.in_(_ACTING))
    marks = select(Unit.public_id, Unit.short_name, func.max(Membership.last_read_seq)).select_from(Membership)
    marks = marks.join(Person, Person.id == Membership.person_id).join(Unit, Unit.id == Person.unit_id)
    marks = marks.where(Membership.channel_id == row.channel_id, Membership.ended_at.is_(None))
    marks = marks.where(is_active(clock.today()), Person.id.in_(acting), Unit.id != row.unit_id)
    marks = marks.group_by(Unit.id, Unit.public_id, Unit.short_name, Unit.position).order_by(Unit.position, Unit.id)
    units = [ReaderUnit(public_id, name, last >= row.seq) for public_id, name, last in session.execute(marks)]
    return ReadersView(tuple(units))
