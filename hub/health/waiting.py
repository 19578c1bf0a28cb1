"""What waits for the office because of the clock alarm, in 待我处理."""

from sqlalchemy.orm import Session

from ..channels.queries import source
from ..channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ..core.i18n import _, _n
from ..core.viewer import Viewer
from . import queries
from .words import alarm_sentence


def _count(session: Session, viewer: Viewer) -> int:
    return int(viewer.is_office and queries.alarm(session) is not None)


@source(TodoKind("clock", "clock", lambda n: _n("时钟待确认%(num)d件", n)), _count)
def alarms(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The alarm that stands, for everybody in the office; one of them confirms it for all."""
    alarm = queries.alarm(session) if viewer.is_office else None
    if alarm is None:
        return []
    return [
        TodoEntry(
            kind="clock",
            id=alarm.public_id,
            label=_("时钟待确认"),
            title=alarm_sentence(alarm),
            source=_n("%(num)d个较高层级的步骤在等未保办确认", queries.waiting_count(session)),
            at=alarm.raised_at,
            urgency=Urgency.TODAY,
            due_at=None,
            is_mine=False,
            count=1,
            channel="",
            seq=0,
            link=Link("health.page", {}),
            look=_("去确认"),
        )
    ]
