"""待我处理: consultations that wait for whoever conducts them, so that none is forgotten between its notice and its end."""

from datetime import datetime, time, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from ..channels.queries import source, urgency_of
from ..channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ..core import clock
from ..core.clock import SHANGHAI
from ..core.i18n import _, _n
from ..core.prepared import NOW, Prepared, instant
from ..core.viewer import Viewer
from .models import OPEN, Consultation, Participant
from .policy import visible
from .rules import kinds

OVERTIME = timedelta(hours=2)
"""So long after its planned end a consultation that is still open was probably forgotten."""
MOST = 100


class Why(Enum):
    """What a consultation waits for; the first that holds counts."""

    END = "end"
    OPEN = "open"
    RESCHEDULE = "reschedule"
    REPLACE = "replace"
    CONDUCT = "conduct"


def count_waiting(session: Session, viewer: Viewer) -> int:
    """How many consultations wait for the viewer."""
    return _count.number(session, viewer, **_times())


@source(TodoKind("consultation", "meeting", lambda n: _n("会商%(num)d场", n)), count_waiting)
def waiting_consultations(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The consultations that wait for the viewer, what begins first first; one query."""
    rows = _first.rows(session, viewer, **_times())
    return [_entry(row, _why(row, bool(is_vacant), clock.now())) for row, is_vacant in rows]


def _waiting(viewer: Viewer) -> Select[Consultation, bool] | None:
    if not viewer.sees_content:
        return None
    mine = or_(Consultation.chair_id == viewer.person_id, Consultation.note_taker_id == viewer.person_id)
    draft, announced, live = (Consultation.state == state for state in ("draft", "announced", "live"))
    late = or_(
        and_(live, Consultation.ends_at <= instant("overtime")),
        and_(announced, Consultation.starts_at <= NOW),
        and_(draft, Consultation.starts_at <= NOW),
    )
    today = and_(announced, Consultation.starts_at < instant("tomorrow"), mine)
    vacant = and_(or_(draft, announced), _vacant())
    ways = or_(late, vacant, today) if viewer.is_office else and_(mine, or_(and_(late, ~draft), today))
    return select(Consultation, _vacant()).where(OPEN, visible(viewer), ways)


_asked = Prepared(_waiting)
_count = _asked.counted()
_first = _asked.then(lambda found: found.order_by(Consultation.starts_at, Consultation.id).limit(MOST))


def _times() -> dict[str, datetime]:
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), time(), SHANGHAI)
    return {"overtime": clock.now() - OVERTIME, "tomorrow": tomorrow}


def _vacant() -> ColumnElement[bool]:
    """SQL: who was to chair it or to take notes is named no more, having changed posts."""
    gone = exists().where(Participant.consultation_id == Consultation.id, Participant.ended_at.is_not(None))
    return gone.where(Participant.person_id.in_((Consultation.chair_id, Consultation.note_taker_id)))


def _why(row: Consultation, is_vacant: bool, now: datetime) -> Why:
    if row.state == "live":
        return Why.END
    if row.starts_at <= now:
        return Why.OPEN if row.state == "announced" else Why.RESCHEDULE
    return Why.REPLACE if is_vacant else Why.CONDUCT


def _entry(row: Consultation, why: Why) -> TodoEntry:
    label, note = _words(why)
    return TodoEntry(
        kind="consultation",
        id=row.public_id,
        label=label,
        title=row.title,
        source=kinds()[row.kind],
        at=row.starts_at,
        urgency=Urgency.TODAY if why is not Why.REPLACE else min(urgency_of(row.created_at), Urgency.WEEK),
        due_at=row.ends_at if why is Why.END else row.starts_at,
        is_mine=why is Why.CONDUCT,
        count=1,
        channel="",
        seq=0,
        link=Link("meetings.consultation", {"consultation_id": row.public_id}),
        look=_("看会商"),
        note=note,
    )


def _words(why: Why) -> tuple[str, str]:
    return {
        Why.END: (_("会商尚未结束"), _("请结束会商")),
        Why.OPEN: (_("会商到时未开始"), _("请开始、改期或取消")),
        Why.RESCHEDULE: (_("筹备的时间已过"), _("请改期或取消")),
        Why.REPLACE: (_("主持或记录人已调岗"), _("请另定")),
        Why.CONDUCT: (_("今天的会商"), _("由您主持或记录")),
    }[why]
