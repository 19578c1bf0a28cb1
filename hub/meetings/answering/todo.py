"""待我处理: the invitations that the viewer's unit has not answered, 参加 in one tap."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from ...calendar import office_time
from ...channels.acknowledgements.rules import due_urgency
from ...channels.queries import source
from ...channels.shapes import Link, TodoAct, TodoEntry, TodoKind, Urgency
from ...core import clock
from ...core.i18n import _, _n, _p
from ...core.viewer import Role, Viewer
from ..models import Attendance, Consultation
from ..policy import ACTING, visible
from ..rules import kinds
from .rules import reminds_at

MOST = 100


def count_invitations(session: Session, viewer: Viewer) -> int:
    """How many invitations wait for the viewer."""
    found = _waiting(viewer)
    return 0 if found is None else session.scalar(select(func.count()).select_from(found.subquery())) or 0


@source(TodoKind("invitation", "meeting", lambda n: _n("会商邀请%(num)d件", n)), count_invitations)
def waiting_invitations(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The invitations that wait for the viewer's unit, what begins first first; one query, and the calendar."""
    found = _waiting(viewer)
    if found is None:
        return []
    rows = session.execute(found.order_by(Consultation.starts_at, Consultation.id).limit(MOST)).all()
    working = office_time(session) if rows else None
    return [_entry(row, asked, reminds_at(working, row.starts_at)) for row, asked in rows if working is not None]


def _waiting(viewer: Viewer) -> Select[Consultation, Attendance] | None:
    if not viewer.has(*ACTING, Role.OFFICE):
        return None
    mine = aliased(Attendance)  # `visible` asks for invitations itself
    found = select(Consultation, mine).join(Consultation, Consultation.id == mine.consultation_id)
    found = found.where(mine.unit_id == viewer.unit_id, mine.answer == "waiting", mine.withdrawn_at.is_(None))
    return found.where(Consultation.state == "announced", Consultation.ends_at > clock.now(), visible(viewer))


def _entry(row: Consultation, asked: Attendance, due_at: datetime) -> TodoEntry:
    here = {"consultation_id": row.public_id}
    return TodoEntry(
        kind="invitation",
        id=row.public_id,
        label=_("待答复邀请"),
        title=row.title,
        source=kinds()[row.kind],
        at=asked.invited_at,
        urgency=Urgency.TODAY if due_at <= clock.now() or asked.reminders else due_urgency(due_at, clock.now()),
        due_at=row.starts_at,
        is_mine=False,
        count=1,
        channel="",
        seq=0,
        link=Link("meetings.consultation", here | {"_anchor": "invitation"}),
        look=_("请假或委派"),
        act=TodoAct(
            label=_p("attendance", "参加"),
            post=Link("answering.answer", here),
            done=_("已答复参加"),
            fields={"answer": "attending", "back": "home"},
            undo=Link("answering.take_back", here),
        ),
        note=_n("已催办%(num)d次", asked.reminders) if asked.reminders else _("召开"),
    )
