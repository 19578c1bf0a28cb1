"""Where a viewer may look: the channels that they are in now, archived ones too, and nothing else."""

from typing import NamedTuple

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core import clock
from ...core.i18n import _
from ...core.viewer import Viewer
from ...plan.models import WorkItem
from ..models import Channel, Membership
from ..policy import is_active


class Room(NamedTuple):
    """A channel that the viewer may search; `number` and `item_id` are its item's."""

    id: int
    public_id: str
    title: str
    number: int | None
    item_id: int | None
    is_archived: bool


class Writer(NamedTuple):
    """Somebody whose messages may be looked for."""

    public_id: str
    name: str
    unit_name: str


_rooms = (
    select(Channel.id, Channel.public_id, Channel.kind, Channel.title, WorkItem.number, Channel.item_id)
    .add_columns(Channel.archived_at.is_not(None))
    .join(Membership, Membership.channel_id == Channel.id)
    .join(Person, Person.id == Membership.person_id)
    .join(Unit, Unit.id == Person.unit_id)
    .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    .where(Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))
    .where(is_active(bindparam("today", type_=Date)))
    .order_by(Channel.archived_at.is_not(None), Channel.kind, Channel.id)
)


def rooms_of(session: Session, viewer: Viewer) -> dict[str, Room]:
    """The viewer's channels by public id, standing ones first; none for roles that see no content. One query."""
    if not viewer.sees_content:
        return {}
    rows = session.execute(_rooms, {"person_id": viewer.person_id, "today": clock.today()})
    return {
        public_id: Room(id_, public_id, _("全体") if kind == "everyone" else title, *rest)
        for id_, public_id, kind, title, *rest in rows
    }


def writers_in(session: Session, rooms: dict[str, Room]) -> list[Writer]:
    """Who is in any of these channels now, by unit in official order; one query."""
    inside = select(Membership.person_id).where(
        Membership.channel_id.in_([room.id for room in rooms.values()]), Membership.ended_at.is_(None)
    )
    found = select(Person.public_id, Person.name, Unit.short_name).join(Unit, Unit.id == Person.unit_id)
    found = found.where(Person.id.in_(inside)).order_by(Unit.position, Unit.id, Person.id)
    return [Writer(*row) for row in session.execute(found)]
