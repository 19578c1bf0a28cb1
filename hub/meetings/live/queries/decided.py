"""What a consultation has decided and is not carried out yet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core import clock
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...sight import found
from ..models import Decision
from ..shapes import DecisionView
from .items import view_of


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A fixed decision that is open. `light` is `overdue`, `soon` (three days) or `calm`."""

    item: str
    decision: DecisionView
    light: str


SOON_DAYS = 3


def decided(session: Session, viewer: Viewer, consultation: str) -> list[OpenDecision]:
    """The open decisions of a consultation (public id), what is due first first; NotFound."""
    row = found(session, viewer, consultation)
    rows = select(Decision, AgendaItem.title).join(AgendaItem, AgendaItem.id == Decision.item_id)
    rows = rows.where(AgendaItem.consultation_id == row.id, Decision.state == "fixed", Decision.settled_at.is_(None))
    today = clock.today()
    return [
        OpenDecision(title, view_of(one), light(one.due_on, today))
        for one, title in session.execute(rows.order_by(Decision.due_on, Decision.id))
    ]


def light(due_on: date | None, today: date) -> str:
    """The colour of a decision's light."""
    if due_on is None or (due_on - today).days > SOON_DAYS:
        return "calm"
    return "overdue" if due_on < today else "soon"
