"""Undoing a closing that was a mistake: soon, and only while nothing outside of the consultation stands on it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.viewer import Viewer
from ...agenda.models import AgendaItem
from ...models import Consultation, ConsultationEvent
from ...rules import Act
from ...standing import check, locked, tell
from ...topics.models import Topic
from ..rules import UNDO_WITHIN
from .holding import items_of


def reopen(session: Session, viewer: Viewer, consultation: str) -> Consultation:
    """Go on as if it had not been closed; what was carried over is withdrawn.

    Raises NotFound, Denied; Conflict after UNDO_WITHIN, once linked issues were changed, or when a carried topic is at work.
    """
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.REOPEN, row)
    if row.closed_at is None or clock.now() - row.closed_at > UNDO_WITHIN:
        raise Conflict(_("会商结束已超过30分钟，不能恢复。"))
    detail = _closing(session, row)
    if detail.get("issues"):
        raise Conflict(_("结束时已处理了相关问题，不能恢复。请另开一次会商。"))
    for item in items_of(session, row):
        _take_back(session, item)
    row.state, row.closed_at = "live", None
    tell(session, row, Act.REOPEN, viewer)
    return row


def _closing(session: Session, row: Consultation) -> dict[str, Any]:
    last = select(ConsultationEvent.detail).where(ConsultationEvent.consultation_id == row.id)
    last = last.where(ConsultationEvent.act == str(Act.CLOSE)).order_by(ConsultationEvent.id.desc()).limit(1)
    return dict(session.scalars(last).one())


def _take_back(session: Session, item: AgendaItem) -> None:
    """What was carried over is withdrawn, and the item's own topic stands on this agenda again."""
    if item.carried_to_id is not None:
        carried = session.get_one(Topic, item.carried_to_id)
        if carried.state != "accepted":
            raise Conflict(_("转下次的议题已经另行处理，不能恢复。"))
        carried.state, item.carried_to_id = "withdrawn", None
    if item.topic is not None and item.topic.state in {"merged", "settled", "accepted"}:
        item.topic.state, item.topic.merged_into_id = "scheduled", None
