"""Letters that carry a calendar: an invitation to a consultation, its update, or its end, as one event in the reader's own program."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ..core import clock
from ..core.i18n import _
from ..core.viewer import Viewer
from ..meetings.entries import entry_of
from ..meetings.ical import CANCEL, REQUEST, CalendarEntry, Party, message
from ..meetings.models import Consultation
from ..meetings.policy import ACTING, invited, named, visible
from . import ways
from .lease import Leased
from .models import NoticePreference
from .shapes import CalendarPart, Kind, Notice

COMING = frozenset({"announced", "live", "cancelled"})
"""States of which a letter tells a calendar anything."""


def carried(method: str = REQUEST) -> Callable[[Session, Leased, Viewer], CalendarPart | None]:
    """For `Kind.calendar` of kinds whose thing is a consultation: REQUEST for who is invited, CANCEL for who may be no more."""

    def part(session: Session, row: Leased, viewer: Viewer) -> CalendarPart | None:
        return calendar_part(session, row.thing_id, viewer, method) if row.thing_id is not None else None

    return part


def calendar_part(session: Session, consultation_id: int, viewer: Viewer, method: str = REQUEST) -> CalendarPart | None:
    """What a letter to the viewer about a consultation (key) carries, as things stand now; None where there is nothing to say.

    CANCEL where it is cancelled or the viewer may not see it any more, and where CANCEL is asked and the viewer is not
    invited; to who may not see it, it says no more than that.
    """
    row = session.get(Consultation, consultation_id)
    chosen = session.get(NoticePreference, viewer.person_id)
    entry = entry_of(session, consultation_id)
    own = ways.ours()
    if row is None or entry is None or row.announced_at is None or row.state not in COMING:
        return None
    if chosen is None or not chosen.mail_address or not own.mail_from:
        return None
    sees = _holds(session, row, visible(viewer))
    is_over = row.state == "cancelled" or not sees
    is_over = is_over or (method == CANCEL and not _is_invited(session, viewer, row))
    method = CANCEL if is_over else REQUEST
    organizer = Party(_("区未保办（会商系统）"), own.mail_from)
    attendee = Party(f"{viewer.unit_name} {viewer.name}", chosen.mail_address)
    said = entry if sees else _hidden(entry)
    return CalendarPart(message(said, own.public_url, organizer, attendee, method, clock.now()), method)


def with_calendar(session: Session, row: Leased, viewer: Viewer, kind: Kind, notice: Notice) -> Notice:
    """The notice, with the calendar that its kind has for letters; other ways carry none."""
    if row.way != "mail" or kind.calendar is None:
        return notice
    part = kind.calendar(session, row, viewer)
    return notice if part is None else replace(notice, calendar=part.content, method=part.method)


def _is_invited(session: Session, viewer: Viewer, row: Consultation) -> bool:
    """Named, or acting for a unit that is invited."""
    by_unit = [invited(viewer.unit_id)] if viewer.has(*ACTING) and not row.is_named_only else []
    return _holds(session, row, or_(named(viewer.person_id), *by_unit))


def _holds(session: Session, row: Consultation, condition: ColumnElement[bool]) -> bool:
    return session.scalar(select(Consultation.id).where(Consultation.id == row.id, condition)) is not None


def _hidden(entry: CalendarEntry) -> CalendarEntry:
    return replace(entry, title=_("会商"), where="", link="", note="")
