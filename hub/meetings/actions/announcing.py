"""Sending the notice of a consultation out, and calling it off."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...core import clock
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from ..channel import close_channel, open_channel
from ..events import Turnover
from ..models import Attendance, Consultation, ConsultationKind, Participant
from ..notice import Notice, notice_of, too_late
from ..rules import REASON_LIMIT, Act, clean_words
from ..standing import check, locked, tell


def announce(session: Session, viewer: Viewer, consultation: str, urgent_reason: str = "") -> Consultation:
    """Send the notice out: its channel opens, and everybody invited knows of it.

    `urgent_reason` says why the notice is shorter than its kind asks for; without one that is refused, and where there is time
    enough it is not said. Raises NotFound, Denied, Invalid, Conflict.
    """
    row = locked(session, viewer, consultation, "consultation.arrange")
    check(Act.ANNOUNCE, row)
    if row.starts_at <= clock.now():
        raise Invalid(_("开始时间已经过去，请先改期。"), field="starts_at")
    units, people = _invited(session, row)
    if not units and not people:
        raise Invalid(_("还没有邀请单位或人员。"), field="units")
    row.urgent_reason = _urgent_reason(session, row, urgent_reason)
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


def notice(session: Session, row: Consultation) -> Notice:
    """What a notice that goes out now would be like (`notice.Notice`)."""
    days = session.get_one(ConsultationKind, row.kind).notice_days
    return notice_of(office_time(session), row.starts_at, days, clock.now())


def _urgent_reason(session: Session, row: Consultation, given: str) -> str:
    found = notice(session, row)
    return "" if found.is_in_time else clean_words(given, "urgent_reason", REASON_LIMIT, too_late(found))


def _invited(session: Session, row: Consultation) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The units and the persons (keys) that are invited and named now."""
    units = select(Attendance.unit_id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    people = select(Participant.person_id).where(Participant.consultation_id == row.id, Participant.ended_at.is_(None))
    named = session.scalars(people.where(Participant.person_id.is_not(None)).order_by(Participant.id))
    return tuple(session.scalars(units.order_by(Attendance.id))), tuple(id_ for id_ in named if id_ is not None)
