"""Asking units which times suit them, and the missing ones once more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.errors import Conflict, Invalid, RateLimited
from ....core.i18n import _
from ....core.viewer import Viewer
from ...answering.queries import acting_for
from ...models import Attendance, Consultation
from ...rules import Act
from ...standing import check, tell
from ...standing import locked as locked_consultation
from ..events import PollAsked
from ..models import AvailabilityPoll, PollAnswer, PollSlot
from ..queries import missing_units, poll_of
from ..rules import REMIND_APART, check_deadline, clean_slots
from .standing import check_in_time, locked


def ask(
    session: Session, viewer: Viewer, consultation: str, slots: Sequence[datetime], closes_at: datetime
) -> AvailabilityPoll:
    """Offer times (aware) for a consultation that is being prepared to its units, until `closes_at`.

    One that was given up, or ended without a choice, begins anew. Raises NotFound, Denied, Invalid, Conflict.
    """
    row = locked_consultation(session, viewer, consultation, "consultation.arrange")
    check(Act.ASK_TIMES, row)
    offered = clean_slots(slots, clock.now())
    check_deadline(closes_at, offered, clock.now())
    if not _has_units(session, row):
        raise Invalid(_("请先选定要邀请的单位，再征询时间。"), field="slots")
    poll = _begin(session, viewer, row, closes_at)
    session.add_all(PollSlot(poll_id=poll.id, starts_at=one) for one in offered)
    session.flush()
    tell(session, row, Act.ASK_TIMES, viewer)
    _tell(session, viewer, poll, is_reminder=False)
    return poll


def remind(session: Session, viewer: Viewer, poll: str) -> int:
    """Remind the units that have not answered; how many people that reaches. RateLimited within REMIND_APART.

    Raises NotFound, Denied, Conflict.
    """
    _row, found = locked(session, viewer, poll, "poll.arrange")
    check_in_time(found)
    last = found.reminded_at or found.opened_at
    if clock.now() < last + REMIND_APART:
        wait = last + REMIND_APART - clock.now()
        raise RateLimited(_("刚刚提醒过，请稍后再提醒。"), retry_in_seconds=max(1, round(wait.total_seconds())))
    if not missing_units(session, found):
        raise Conflict(_("各单位都已答复。"))
    found.reminded_at = clock.now()
    return _tell(session, viewer, found, is_reminder=True)


def _begin(session: Session, viewer: Viewer, row: Consultation, closes_at: datetime) -> AvailabilityPoll:
    poll = poll_of(session, row.id)
    if poll is None:
        poll = AvailabilityPoll(consultation_id=row.id, closes_at=closes_at, opened_by=viewer.person_id)
        session.add(poll)
        session.flush()
        return poll
    if poll.ended_at is None and poll.closes_at > clock.now():
        raise Conflict(_("时间征询正在进行，请先结束这一次。"))
    slots = select(PollSlot.id).where(PollSlot.poll_id == poll.id)
    for table, of in ((PollAnswer, PollAnswer.slot_id.in_(slots)), (PollSlot, PollSlot.poll_id == poll.id)):
        session.execute(delete(table).where(of).execution_options(synchronize_session=False))
    poll.closes_at, poll.opened_by, poll.opened_at = closes_at, viewer.person_id, clock.now()
    poll.ended_at = poll.reminded_at = None
    return poll


def _tell(session: Session, viewer: Viewer, poll: AvailabilityPoll, *, is_reminder: bool) -> int:
    session.flush()
    row = session.get_one(Consultation, poll.consultation_id)
    people = acting_for(session, row, missing_units(session, poll))
    told = tuple(person for person in people if person != viewer.person_id)
    round_ = int((poll.reminded_at or poll.opened_at).timestamp())
    who = (poll.id, poll.public_id, poll.consultation_id, viewer.person_id)
    events.record(session, PollAsked(*who, told, is_reminder, round_))
    return len(told)


def _has_units(session: Session, row: Consultation) -> bool:
    found = select(Attendance.id).where(Attendance.consultation_id == row.id, Attendance.withdrawn_at.is_(None))
    return session.scalar(found.limit(1)) is not None
