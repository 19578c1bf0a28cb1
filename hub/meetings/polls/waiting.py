"""Which polls wait for whom: a unit's answer until the deadline, and the office's choice after it."""

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from ...channels.acknowledgements.rules import due_urgency
from ...channels.queries import source
from ...channels.shapes import Link, TodoEntry, TodoKind, Urgency
from ...core import clock
from ...core.i18n import _, _n
from ...core.prepared import NOW, Prepared
from ...core.viewer import Viewer
from ..models import Consultation
from ..policy import visible
from ..rules import kinds
from .models import OPEN, AvailabilityPoll, PollAnswer, PollSlot
from .policy import asked

MOST = 100


def waits(session: Session, viewer: Viewer, row: AvailabilityPoll) -> bool:
    """Whether the poll still waits for the viewer's unit."""
    return bool(_of_poll.rows(session, viewer, poll=row.id))


def count_polls(session: Session, viewer: Viewer) -> int:
    """How many polls wait for the viewer."""
    return _count.number(session, viewer)


@source(TodoKind("poll", "calendar", lambda n: _n("时间征询%(num)d件", n)), count_polls)
def waiting_polls(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The polls that wait for the viewer, what ends first first; one query."""
    return [_entry(poll, consultation) for poll, consultation in _first.rows(session, viewer)]


def _waiting(viewer: Viewer) -> Select[AvailabilityPoll, Consultation] | None:
    if not viewer.sees_content:
        return None
    ways = [_unanswered(viewer)]
    if viewer.is_office:
        ways.append(and_(AvailabilityPoll.closes_at <= NOW, visible(viewer)))
    return _open().where(or_(*ways))


def _open() -> Select[AvailabilityPoll, Consultation]:
    found = select(AvailabilityPoll, Consultation).join(
        Consultation, Consultation.id == AvailabilityPoll.consultation_id
    )
    return found.where(OPEN, Consultation.state == "draft")


def _unanswered(viewer: Viewer) -> ColumnElement[bool]:
    said = exists().where(PollSlot.poll_id == AvailabilityPoll.id, PollAnswer.slot_id == PollSlot.id)
    said = said.where(PollAnswer.unit_id == viewer.unit_id)
    return and_(AvailabilityPoll.closes_at > NOW, asked(viewer), ~said)


_of_poll = Prepared(lambda viewer: _open().where(_unanswered(viewer), AvailabilityPoll.id == bindparam("poll")))
_asked = Prepared(_waiting)
_count = _asked.counted()
_first = _asked.then(lambda found: found.order_by(AvailabilityPoll.closes_at, AvailabilityPoll.id).limit(MOST))


def _entry(poll: AvailabilityPoll, consultation: Consultation) -> TodoEntry:
    is_over = poll.closes_at <= clock.now()
    return TodoEntry(
        kind="poll",
        id=poll.public_id,
        label=_("待定会商时间") if is_over else _("待答复时间征询"),
        title=consultation.title,
        source=kinds()[consultation.kind],
        at=poll.opened_at,
        urgency=Urgency.TODAY if is_over else due_urgency(poll.closes_at, clock.now()),
        due_at=poll.closes_at,
        is_mine=False,
        count=1,
        channel="",
        seq=0,
        link=Link("polls.poll", {"poll_id": poll.public_id}),
        look=_("定时间") if is_over else _("选时间"),
        note=_("征询已截止") if is_over else _("前答复"),
    )
