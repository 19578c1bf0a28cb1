"""待我处理: minutes that wait for comments or for answers to them, to be reviewed, countersigned, signed, sent out, or signed for."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, exists, false, literal, or_, select
from sqlalchemy.orm import Session

from ...channels.queries import source, urgency_of
from ...channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ...core import clock
from ...core.i18n import _, _n
from ...core.prepared import NOW, Prepared
from ...core.viewer import Role, Viewer
from ...meetings.models import Consultation
from ...meetings.policy import ACTING
from ..commenting.models import CommentRound
from ..commenting.waiting import RUNNING, is_asked, needs_office
from ..countersigning.waiting import is_asked_to_countersign
from ..models import Minutes
from ..policy import visible
from .models import Receipt

MOST = 100
LATE = timedelta(days=3)
"""So long after publication a receipt that is missing comes first."""


def count_steps(session: Session, viewer: Viewer) -> int:
    """How many minutes wait for the viewer."""
    return _count.number(session, viewer)


@source(TodoKind("minutes", "minutes", lambda n: _n("纪要%(num)d份", n)), count_steps)
def waiting_minutes(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The minutes that wait for the viewer, the oldest first; one query."""
    rows = _oldest.rows(session, viewer)
    return [_entry(row, title, due_at, step, viewer) for row, title, due_at, step in rows]


def _waiting(viewer: Viewer) -> Select[Minutes, str, datetime | None, str] | None:
    if not viewer.sees_content:
        return None
    ways = _ways(viewer)
    step = case(*((condition, literal(step)) for step, condition in ways.items()), else_="")
    found = select(Minutes, Consultation.title, CommentRound.due_at, step)
    found = found.join(Consultation, Consultation.id == Minutes.consultation_id).outerjoin(CommentRound, RUNNING)
    return found.where(visible(viewer), or_(false(), *ways.values()))


def _ways(viewer: Viewer) -> dict[str, ColumnElement[bool]]:
    """What minutes may wait for from the viewer, and when they do; where it is two things, the first counts."""
    ways: dict[str, ColumnElement[bool]] = {}
    if viewer.has(*ACTING, Role.OFFICE):
        missing = exists().where(Receipt.minutes_id == Minutes.id, Receipt.unit_id == viewer.unit_id)
        ways["receive"] = (Minutes.state == "published") & missing.where(Receipt.received_at.is_(None))
        ways["comment"] = (Minutes.state == "commenting") & is_asked(viewer.unit_id)
    if viewer.has(Role.LEADER):
        ways["countersign"] = (Minutes.state == "reviewing") & is_asked_to_countersign(viewer.unit_id)
    if viewer.is_office:
        ways["decide"] = (Minutes.state == "commenting") & needs_office(NOW)
        ways["review"], ways["publish"] = Minutes.state == "reviewing", Minutes.state == "signed"
    ways["sign"] = (Minutes.state == "signing") & _may_sign(viewer)
    return ways


def _may_sign(viewer: Viewer) -> ColumnElement[bool]:
    chaired = Consultation.chair_id == viewer.person_id
    return or_(chaired, Minutes.id.is_not(None)) if viewer.has(Role.COMMITTEE) else chaired


_asked = Prepared(_waiting)
_count = _asked.counted()
_oldest = _asked.then(lambda found: found.order_by(Minutes.created_at, Minutes.id).limit(MOST))


def _entry(row: Minutes, consultation: str, due_at: datetime | None, step: str, viewer: Viewer) -> TodoEntry:
    label, look = _words(step)
    since = row.published_at or row.created_at
    is_receipt = step == "receive"
    late = is_receipt and clock.now() - since > LATE
    due = urgency_of(due_at) if due_at else Urgency.WEEK
    return TodoEntry(
        kind="minutes",
        id=row.public_id,
        label=label,
        title=row.title,
        source=consultation,
        at=since,
        urgency=Urgency.OVERDUE if late else min(urgency_of(since), due),
        due_at=due_at if step == "comment" else None,
        is_mine=step not in {"receive", "comment"},
        count=1,
        channel="",
        seq=0,
        link=Link("minutes.page", {"minutes_id": row.public_id}),
        look=look,
        note=row.number if is_receipt else viewer.unit_name,
    )


def _words(step: str) -> tuple[str, str]:
    return {
        "comment": (_("纪要征求意见"), _("去回复")),
        "decide": (_("意见待答复"), _("去答复")),
        "countersign": (_("纪要待会签"), _("去会签")),
        "review": (_("纪要待审核"), _("去审核")),
        "sign": (_("纪要待签发"), _("去签发")),
        "publish": (_("纪要待印发"), _("去印发")),
        "receive": (_("纪要待签收"), _("去签收")),
    }[step]
