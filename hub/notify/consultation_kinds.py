"""The kinds of notices about consultations, their words, and until when each still holds."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import clock
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Viewer
from ..meetings.ical import CANCEL
from ..meetings.models import Attendance, Consultation
from .calendars import carried
from .causes import register
from .lease import Leased
from .shapes import About, CalendarPart, Kind

INVITED, CHANGED, CANCELLED = "consultation-invited", "consultation-changed", "consultation-cancelled"
REMINDED, UNINVITED = "consultation-reminder", "consultation-uninvited"


def called(row: Consultation) -> str:
    """What a consultation is called outside the page: of a 个案会商 nothing."""
    return _("个案会商") if row.is_named_only else row.title


def _seen(session: Session, consultation_id: int, viewer: Viewer, *states: str) -> Consultation | None:
    row = session.get(Consultation, consultation_id)
    if row is None or row.state not in states or not can(session, viewer, "consultation.read", row):
        return None
    return row


def _about(row: Consultation | None) -> About | None:
    return About(called(row), f"/consultations/{row.public_id}") if row is not None else None


def about_invitation(session: Session, consultation_id: int, viewer: Viewer) -> About | None:
    """While it is still to come, and the viewer may know of it."""
    return _about(_seen(session, consultation_id, viewer, "announced", "live"))


def about_cancelled(session: Session, consultation_id: int, viewer: Viewer) -> About | None:
    """Whoever could know of it may."""
    return _about(_seen(session, consultation_id, viewer, "cancelled"))


def about_reminder(session: Session, consultation_id: int, viewer: Viewer) -> About | None:
    """While the viewer's unit has not answered and it has not begun."""
    row = _seen(session, consultation_id, viewer, "announced")
    if row is None or row.starts_at <= clock.now():
        return None
    mine = select(Attendance.id).where(Attendance.consultation_id == row.id, Attendance.unit_id == viewer.unit_id)
    mine = mine.where(Attendance.withdrawn_at.is_(None), Attendance.answer == "waiting")
    return _about(row) if session.scalar(mine) is not None else None


def about_uninvited(session: Session, consultation_id: int, viewer: Viewer) -> About | None:
    """Whoever was told of it and may not know more: what it is called, and the list of one's own consultations."""
    row = session.get(Consultation, consultation_id)
    if row is None or row.state == "cancelled" or can(session, viewer, "consultation.read", row):
        return None
    return About(called(row), "/")


def _register(
    name: str,
    words: Callable[[str], str],
    about: Callable[[Session, int, Viewer], About | None],
    calendar: Callable[[Session, Leased, Viewer], CalendarPart | None] | None = None,
) -> None:
    register(Kind(name, words, words, about=about, calendar=calendar))


_register(
    INVITED,
    lambda title: _("请您单位参加“%(title)s”，请登录会商系统答复。", title=title),
    about_invitation,
    carried(),
)
_register(
    CHANGED,
    lambda title: _("“%(title)s”的安排有变动，请登录会商系统查看并答复。", title=title),
    about_invitation,
    carried(),
)
_register(
    CANCELLED,
    lambda title: _("“%(title)s”已取消，请登录会商系统查看原因。", title=title),
    about_cancelled,
    carried(CANCEL),
)
_register(
    REMINDED, lambda title: _("您单位还没有答复“%(title)s”的邀请，请登录会商系统答复。", title=title), about_reminder
)
_register(UNINVITED, lambda title: _("您单位不再参加“%(title)s”。", title=title), about_uninvited, carried(CANCEL))
