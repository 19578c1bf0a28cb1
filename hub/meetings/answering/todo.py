"""待我处理: invitations that my unit has not answered; 参加 in one tap."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...channels.acknowledgements.rules import due_urgency
from ...channels.queries import source
from ...channels.shapes import Link, TodoAct, TodoEntry, TodoKind
from ...core import clock
from ...core.i18n import _, _n, _p
from ...core.prepared import NOW, Prepared
from ...core.viewer import Role, Viewer
from ..models import Attendance, Consultation
from ..policy import ACTING, visible
from ..rules import kinds

MOST = 100


def count_invitations(session: Session, viewer: Viewer) -> int:
    """How many invitations wait for the viewer's unit."""
    return _count.number(session, viewer)


@source(TodoKind("invitation", "meeting", lambda n: _n("会商邀请%(num)d件", n)), count_invitations)
def waiting_invitations(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The invitations that wait for the viewer's unit, what begins first first; one query."""
    return [_entry(consultation, attendance) for consultation, attendance in _first.rows(session, viewer)]


def _waiting(viewer: Viewer) -> Select[Consultation, Attendance] | None:
    if not viewer.has(*ACTING, Role.OFFICE):
        return None
    found = select(Consultation, Attendance).join(Attendance, Attendance.consultation_id == Consultation.id)
    found = found.where(Attendance.unit_id == viewer.unit_id, Attendance.answer == "waiting")
    found = found.where(Attendance.withdrawn_at.is_(None), Consultation.state == "announced")
    return found.where(Consultation.starts_at > NOW, visible(viewer))


_asked = Prepared(_waiting)
_count = _asked.counted()
_first = _asked.then(lambda found: found.order_by(Consultation.starts_at, Consultation.id).limit(MOST))


def _entry(row: Consultation, mine: Attendance) -> TodoEntry:
    address = {"consultation_id": row.public_id}
    return TodoEntry(
        kind="invitation",
        id=row.public_id,
        label=_("待答复会商邀请"),
        title=row.title,
        source=_("%(kind)s，%(when)s开始", kind=kinds()[row.kind], when=f"{clock.local(row.starts_at):%m-%d %H:%M}"),
        at=mine.invited_at,
        urgency=due_urgency(row.starts_at, clock.now()),
        due_at=row.starts_at,
        is_mine=False,
        count=1,
        channel="",
        seq=0,
        link=Link("meetings.consultation", address | {"_anchor": "answer"}),
        look=_("请假或委派"),
        act=TodoAct(
            label=_p("attendance", "参加"),
            post=Link("answering.answer", address),
            done=_("已答复参加"),
            fields={"answer": "attending", "back": "home"},
            undo=Link("answering.take_back", address),
        ),
        note=_("已催办%(count)d次", count=mine.reminders) if mine.reminders else _("前答复"),
    )
