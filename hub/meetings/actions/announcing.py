"""Sending the notice of a consultation out, and calling it off."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from ..channel import close_channel, open_channel
from ..events import Turnover
from ..models import Attendance, Consultation, Participant
from ..rules import REASON_LIMIT, Act, clean_words
from ..standing import check, locked, tell


def announce(session: Session, viewer: Viewer, consultation: str, urgent_reason: str = "") -> Consultation:
    """Send the notice out: its channel opens, and everybody invited knows of it.

    `urgent_reason` says why the notice is shorter than its kind asks for. Raises NotFound, Denied, Invalid, Conflict.
    """
    row = locked(session, viewer, consultation, "consultation.arrange")
    check(Act.ANNOUNCE, row)
    if row.starts_at <= clock.now():
        raise Invalid(_("开始时间已经过去，请先改期。"), field="starts_at")
    units, people = _invited(session, row)
    if not units and not people:
        raise Invalid(_("还没有邀请单位或人员。"), field="units")
    row.urgent_reason = clean_words(urgent_reason, "urgent_reason", REASON_LIMIT)
    row.state, row.announced_at = "announced", clock.now()
    open_channel(session, viewer, row)
    tell(
        session,
        row,
        Act.ANNOUNCE,
        viewer,
        text=row.urgent_reason,
        turnover=Turnover(units_added=units, people_added=people),
    )
    return row


def cancel(session: Session, viewer: Viewer, consultation: str, reason: str) -> Consultation:
    """Call it off; what was said in its channel can be read. Raises NotFound, Denied, Invalid, TooLarge, Conflict."""
    row = locked(session, viewer, consultation, "consultation.arrange")
    check(Act.CANCEL, row)
    row.cancel_reason = clean_words(reason, "reason", REASON_LIMIT, _("请写明取消的原因。"))
    units, people = _invited(session, row)
    row.state, row.cancelled_at = "cancelled", clock.now()
    row.sequence += row.announced_at is not None
    tell(
        session,
        row,
        Act.CANCEL,
        viewer,
        text=row.cancel_reason,
        turnover=Turnover(units_removed=units, people_removed=people),
    )
    close_channel(session, row)
    return row


def _invited(session: Session, row: Consultation) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The units and the persons (keys) that are invited and named now."""
    units = select(Attendance.unit_id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    people = select(Participant.person_id).where(Participant.consultation_id == row.id, Participant.ended_at.is_(None))
    named = session.scalars(people.where(Participant.person_id.is_not(None)).order_by(Participant.id))
    return tuple(session.scalars(units.order_by(Attendance.id))), tuple(id_ for id_ in named if id_ is not None)
