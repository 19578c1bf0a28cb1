"""待我处理: drafts that wait to be finished, for the office and whoever took notes.

Finished within one working day after the end (practice: 起草1个工作日).
"""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from ...calendar import office_time
from ...channels.queries import source
from ...channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ...core import clock
from ...core.i18n import _, _n
from ...core.prepared import Prepared
from ...core.viewer import Viewer
from ...meetings.models import Consultation
from ..models import Minutes
from ..policy import visible

DRAFT_DAYS = 1
MOST = 100


def count_drafts(session: Session, viewer: Viewer) -> int:
    """How many drafts wait for the viewer."""
    return _count.number(session, viewer)


@source(TodoKind("minutes-draft", "minutes", lambda n: _n("纪要草稿%(num)d份", n)), count_drafts)
def waiting_drafts(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The drafts that wait for the viewer, the oldest first; two queries."""
    rows = _oldest.rows(session, viewer)
    if not rows:
        return []  # whoever nothing waits for pays for no calendar
    time = office_time(session)
    return [_entry(row, title, time.add_days(row.created_at, DRAFT_DAYS)) for row, title in rows]


def _waiting(viewer: Viewer) -> Select[Minutes, str] | None:
    if not viewer.sees_content:
        return None
    found = select(Minutes, Consultation.title).join(Consultation, Consultation.id == Minutes.consultation_id)
    found = found.where(Minutes.state == "draft", visible(viewer))
    if viewer.is_office:
        return found
    mine = Consultation.chair_id == viewer.person_id, Consultation.note_taker_id == viewer.person_id
    return found.where(or_(*mine))


_asked = Prepared(_waiting)
_count = _asked.counted()
_oldest = _asked.then(lambda found: found.order_by(Minutes.created_at, Minutes.id).limit(MOST))


def _entry(row: Minutes, consultation: str, due_at: datetime) -> TodoEntry:
    return TodoEntry(
        kind="minutes-draft",
        id=row.public_id,
        label=_("纪要待整理"),
        title=row.title,
        source=consultation,
        at=row.created_at,
        urgency=_urgency(due_at),
        due_at=due_at,
        is_mine=False,
        count=1,
        channel="",
        seq=0,
        link=Link("minutes.page", {"minutes_id": row.public_id}),
        look=_("整理纪要"),
        note=_("草稿已按会商记录生成"),
    )


def _urgency(due_at: datetime) -> Urgency:
    if due_at <= clock.now():
        return Urgency.OVERDUE
    return Urgency.TODAY if clock.local(due_at).date() == clock.today() else Urgency.WEEK
