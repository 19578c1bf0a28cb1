"""Consultations as entries of calendars outside of the hub: never its note; of a 个案会商 not even what it is called."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ..core.i18n import _
from ..core.viewer import Viewer
from .ical import CalendarEntry
from .models import Consultation, ConsultationEvent, MeetingRoom
from .policy import visible


def entries_between(session: Session, viewer: Viewer, begins: datetime, ends: datetime) -> list[CalendarEntry]:
    """Those that the viewer may know of and that begin from one instant up to another, in order; one query."""
    span = (Consultation.starts_at >= begins, Consultation.starts_at < ends)
    return _entries(session, visible(viewer), *span)


def entry_of(session: Session, consultation_id: int) -> CalendarEntry | None:
    """That of one consultation (key), whoever asks; None for nothing."""
    return next(iter(_entries(session, Consultation.id == consultation_id)), None)


def _entries(session: Session, *conditions: ColumnElement[bool]) -> list[CalendarEntry]:
    newest = select(ConsultationEvent.at).where(ConsultationEvent.consultation_id == Consultation.id)
    changed_at = newest.order_by(ConsultationEvent.id.desc()).limit(1).scalar_subquery()
    found = select(
        Consultation, MeetingRoom.name, MeetingRoom.place, func.coalesce(changed_at, Consultation.created_at)
    )
    found = found.outerjoin(MeetingRoom, MeetingRoom.id == Consultation.room_id).where(*conditions)
    rows = session.execute(found.order_by(Consultation.starts_at, Consultation.id))
    return [_entry(row, f"{name} {place}".strip() if name else row.place, at) for row, name, place, at in rows]


def _entry(row: Consultation, where: str, changed_at: datetime) -> CalendarEntry:
    is_open = not row.is_named_only
    return CalendarEntry(
        public_id=row.public_id,
        title=row.title if is_open else _("个案会商"),
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.sequence,
        changed_at=changed_at,
        where=where,
        link=row.link if is_open else "",
    )
