"""What acts on a consultation that is held look for: its items, and who is invited."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core.errors import Conflict, NotFound
from ....core.i18n import _
from ...agenda.models import AgendaItem
from ...models import Attendance, Consultation


def items_of(session: Session, row: Consultation) -> list[AgendaItem]:
    """The items that stand on the agenda, in order."""
    found = select(AgendaItem).where(AgendaItem.consultation_id == row.id, AgendaItem.removed_at.is_(None))
    return list(session.scalars(found.order_by(AgendaItem.position, AgendaItem.id)))


def item_of(session: Session, row: Consultation, item: str) -> AgendaItem:
    """The item (public id) of this consultation; NotFound."""
    found = select(AgendaItem).where(AgendaItem.public_id == clean_public_id(item), AgendaItem.removed_at.is_(None))
    one = session.scalar(found.where(AgendaItem.consultation_id == row.id))
    if one is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return one


def current_of(session: Session, row: Consultation) -> AgendaItem | None:
    """The item under discussion."""
    found = select(AgendaItem).where(AgendaItem.consultation_id == row.id, AgendaItem.state == "current")
    return session.scalar(found)


def under_discussion(session: Session, row: Consultation) -> AgendaItem:
    """The item under discussion; Conflict where none is."""
    found = current_of(session, row)
    if found is None:
        raise Conflict(_("现在没有正在议的议题。"))
    return found


def invited(session: Session, row: Consultation, unit_id: int) -> Attendance | None:
    """The invitation of a unit (key) that stands."""
    found = select(Attendance).where(Attendance.consultation_id == row.id, Attendance.unit_id == unit_id)
    return session.scalar(found.where(Attendance.withdrawn_at.is_(None)))
