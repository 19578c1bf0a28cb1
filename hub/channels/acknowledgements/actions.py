"""What is done with a request: answer for one's unit, take that back, remind the missing. Callers hold the transaction."""

from typing import Any

from sqlalchemy import Update, insert, select, update
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...core import clock, events
from ...core.errors import Conflict
from ...core.i18n import _
from ...core.viewer import Viewer
from ...web.times import moment
from .. import changing, queries
from ..models import Message
from ..shapes import MessageView
from .events import Acknowledged, AcknowledgementsReminded
from .models import Acknowledgement, AcknowledgementReminder
from .queries import answerers
from .rules import UNDO_MINUTES, check_reminder, clean_reason, may_undo_from

ACTION = "acknowledge"


def acknowledge(session: Session, viewer: Viewer, message: str) -> MessageView:
    """Answer for the viewer's unit that it has received the message (public id); the same person's second tap changes nothing.

    Exactly one row, however many of the unit tap at once. Raises NotFound, Denied; Conflict when the unit was not asked,
    when a colleague has answered (the sentence says who), or when the message is retracted.
    """
    row = _standing(session, viewer, message, "acknowledgement.give")
    mine = _of_unit(row.id, viewer.unit_id).where(
        Acknowledgement.acknowledged_at.is_(None), Acknowledgement.released_at.is_(None)
    )
    taken = _first(session, mine.values(acknowledged_at=clock.now(), acknowledged_by=viewer.person_id))
    if taken is None:
        return _answered_before(session, viewer, row)
    return _tell(session, viewer, row, is_undone=False)


def undo(session: Session, viewer: Viewer, message: str) -> MessageView:
    """Take the unit's answer back, within UNDO_MINUTES; raises NotFound, Denied, and Conflict later than that."""
    row = _standing(session, viewer, message, "acknowledgement.give")
    mine = _of_unit(row.id, viewer.unit_id).where(Acknowledgement.acknowledged_at >= may_undo_from(clock.now()))
    if _first(session, mine.values(acknowledged_at=None, acknowledged_by=None)) is None:
        raise Conflict(_("回执后%(minutes)d分钟内可以撤销，现在不能了。", minutes=UNDO_MINUTES))
    return _tell(session, viewer, row, is_undone=True)


def remind(session: Session, viewer: Viewer, message: str, reason: str) -> MessageView:
    """Remind the units that have not answered, and only them, with a reason that they see.

    Raises NotFound, Denied, Invalid, TooLarge; RateLimited within half an hour, Conflict after three times or when nobody
    is missing.
    """
    row = _standing(session, viewer, message, "acknowledgement.remind")
    text = clean_reason(reason)
    sent = select(AcknowledgementReminder.reminded_at).where(AcknowledgementReminder.message_id == row.id)
    earlier = session.scalars(sent).all()
    missing = session.scalars(_missing(row.id)).all()
    if not missing:
        raise Conflict(_("没有未回执的单位，不用催办。"))
    check_reminder(earlier, clock.now())
    reminder = {"message_id": row.id, "number": len(earlier) + 1, "reason": text, "reminded_by": viewer.person_id}
    session.execute(insert(AcknowledgementReminder).values(**reminder, unit_ids=list(missing)))
    people = answerers(session, row.channel_id, missing)
    view = _move(session, row, missing, people)
    place = (row.channel_id, view.channel, row.id, row.public_id)
    events.record(
        session, AcknowledgementsReminded(*place, viewer.person_id, tuple(missing), people, text, len(earlier) + 1)
    )
    return view


def _standing(session: Session, viewer: Viewer, message: str, rule: str) -> Message:
    row = changing.locked(session, viewer, message, rule)
    if row.retracted_at is not None:
        raise Conflict(_("这条消息已撤回，不再需要回执。"))
    return row


def _answered_before(session: Session, viewer: Viewer, row: Message) -> MessageView:
    """The message as it is when the viewer has answered already; else Conflict says why there is nothing to answer."""
    found = select(Acknowledgement.acknowledged_by, Acknowledgement.acknowledged_at, Person.name)
    found = found.outerjoin(Person, Person.id == Acknowledgement.acknowledged_by)
    asked = session.execute(
        found.where(Acknowledgement.message_id == row.id, Acknowledgement.unit_id == viewer.unit_id)
    ).first()
    if asked is None or asked.acknowledged_at is None:
        raise Conflict(_("这条消息没有要求您单位回执。"))
    if asked.acknowledged_by != viewer.person_id:
        by = {"name": asked.name, "unit": viewer.unit_name, "time": moment(asked.acknowledged_at)}
        raise Conflict(_("%(name)s已于%(time)s代%(unit)s回执，不用再点。", **by))
    return queries.views_of(session, [row.id])[row.id]


def _tell(session: Session, viewer: Viewer, row: Message, *, is_undone: bool) -> MessageView:
    units = [viewer.unit_id]
    view = _move(session, row, units, answerers(session, row.channel_id, units))
    place = (row.channel_id, view.channel, row.id, row.public_id)
    events.record(session, Acknowledged(*place, viewer.unit_id, viewer.person_id, is_undone))
    return view


def _move(session: Session, row: Message, units: Any, people: tuple[int, ...]) -> MessageView:
    """Take a change for the units' rows, noted on them, and tell everybody."""
    view = changing.tell(session, row, ACTION, people)
    moved = update(Acknowledgement).where(Acknowledgement.message_id == row.id, Acknowledgement.unit_id.in_(units))
    session.execute(moved.values(change=row.change).execution_options(synchronize_session=False))
    return view


def _of_unit(message_id: int, unit_id: int) -> Update:
    found = update(Acknowledgement).where(Acknowledgement.message_id == message_id, Acknowledgement.unit_id == unit_id)
    return found.execution_options(synchronize_session=False)


def _first(session: Session, change: Update) -> int | None:
    """Do it; the key of the row that it changed, None when its conditions held for none."""
    return session.scalar(change.returning(Acknowledgement.id))


def _missing(message_id: int) -> Any:
    found = select(Acknowledgement.unit_id).where(Acknowledgement.message_id == message_id)
    return found.where(Acknowledgement.acknowledged_at.is_(None), Acknowledgement.released_at.is_(None))
