"""What every act on an agenda begins and ends with: the consultation's row taken, its state looked at, its items numbered anew."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core.errors import Conflict, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ... import standing
from ...models import Consultation
from ...rules import Act
from ..models import AgendaItem
from ..rules import MOST_ITEMS


def taken(session: Session, viewer: Viewer, consultation: str) -> Consultation:
    """The consultation (public id), its row taken, for whoever arranges it while its agenda may change.

    Raises NotFound, Denied, Conflict.
    """
    row = standing.locked(session, viewer, consultation, "consultation.arrange")
    standing.check(Act.AGENDA_CHANGED, row)
    return row


def taken_by_item(session: Session, viewer: Viewer, item: str) -> tuple[Consultation, AgendaItem]:
    """An item (public id) and its consultation, whose row is taken. Raises NotFound, Denied, Conflict."""
    found = select(Consultation.public_id).join(AgendaItem, AgendaItem.consultation_id == Consultation.id)
    consultation = session.scalar(found.where(AgendaItem.public_id == clean_public_id(item)))
    if consultation is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    row = taken(session, viewer, consultation)
    named = select(AgendaItem).where(AgendaItem.public_id == item)
    return row, session.scalars(named.execution_options(populate_existing=True)).one()


def rows_of(session: Session, consultation_id: int) -> list[AgendaItem]:
    """The items of a consultation (key) in their order, as they are now."""
    found = select(AgendaItem).where(AgendaItem.consultation_id == consultation_id, AgendaItem.removed_at.is_(None))
    ordered = found.order_by(AgendaItem.position, AgendaItem.id)
    return list(session.scalars(ordered.execution_options(populate_existing=True)))


def put(session: Session, row: Consultation, item: AgendaItem) -> AgendaItem:
    """Put an item at the end; Conflict above MOST_ITEMS."""
    rows = rows_of(session, row.id)
    if len(rows) >= MOST_ITEMS:
        raise Conflict(_("议程最多 %(most)d 项。", most=MOST_ITEMS))
    item.consultation_id, item.position = row.id, len(rows) + 1
    session.add(item)
    session.flush()
    return item


def number(rows: list[AgendaItem]) -> None:
    """Number the items by the order in which they are given."""
    for position, row in enumerate(rows, start=1):
        row.position = position


def tell(session: Session, row: Consultation, viewer: Viewer | None, what: str, item: AgendaItem | None = None) -> None:
    """The agenda has changed: `what` of `added`, `changed`, `moved`, `removed`, `restored`."""
    detail = {"what": what} | ({"item": item.public_id} if item is not None else {})
    standing.tell(session, row, Act.AGENDA_CHANGED, viewer, detail=detail)
