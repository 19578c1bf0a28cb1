"""待我处理: the acknowledgements that my unit owes, with their deadlines."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from ....accounts.models import Person, Unit
from ....core import clock
from ....core.i18n import _, _n
from ....core.viewer import Viewer
from ....plan.models import WorkItem
from ...models import Channel, Membership, Message
from ...queries import place_name, said_where, source, title_of, urgency_of
from ...shapes import Link, TodoAct, TodoEntry, TodoKind, Urgency
from ..models import Acknowledgement, AcknowledgementReminder, AcknowledgementRequest
from ..rules import due_urgency
from .standing import may_answer

MOST = 200


def _open(*columns: Any) -> Select[Any]:
    found = select(*columns).select_from(Acknowledgement)
    found = found.join(Message, Message.id == Acknowledgement.message_id)
    found = found.join(Channel, Channel.id == Message.channel_id)
    found = found.join(Membership, Membership.channel_id == Message.channel_id)
    found = found.where(Acknowledgement.unit_id == bindparam("unit_id"), Acknowledgement.acknowledged_at.is_(None))
    found = found.where(Acknowledgement.released_at.is_(None), Message.retracted_at.is_(None))
    found = found.where(Channel.archived_at.is_(None))
    return found.where(Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))


_reminders = (
    select(
        AcknowledgementReminder.message_id,
        func.max(AcknowledgementReminder.number).label("number"),
        func.max(AcknowledgementReminder.id).label("last"),
    )
    .group_by(AcknowledgementReminder.message_id)
    .subquery("reminders")
)
_count = _open(func.count())
_owed = (
    _open(Message.public_id, Message.body, Message.posted_at, Message.seq, Unit.short_name, Person.name)
    .add_columns(Channel.public_id, Channel.kind, Channel.title, WorkItem.number)
    .add_columns(AcknowledgementRequest.due_at, AcknowledgementRequest.is_provisional)
    .add_columns(_reminders.c.number, AcknowledgementReminder.reason)
    .join(AcknowledgementRequest, AcknowledgementRequest.message_id == Message.id)
    .join(Person, Person.id == Message.author_id)
    .join(Unit, Unit.id == Message.unit_id)
    .outerjoin(WorkItem, WorkItem.id == Channel.item_id)
    .outerjoin(_reminders, _reminders.c.message_id == Message.id)
    .outerjoin(AcknowledgementReminder, AcknowledgementReminder.id == _reminders.c.last)
    .order_by(Message.id.desc())
    .limit(MOST)
)


def count_owed(session: Session, viewer: Viewer) -> int:
    """How many acknowledgements the viewer's unit owes; one query, none for who cannot answer."""
    if not may_answer(viewer):
        return 0
    return session.scalar(_count, {"unit_id": viewer.unit_id, "person_id": viewer.person_id}) or 0


@source(TodoKind("acknowledgement", "receipt", lambda n: _n("待回执%(num)d件", n)), count_owed)
def owed(session: Session, viewer: Viewer) -> list[TodoEntry]:
    """The acknowledgements that the viewer's unit owes, in channels that the viewer is in; the newest 200."""
    if not may_answer(viewer):
        return []
    rows = session.execute(_owed, {"unit_id": viewer.unit_id, "person_id": viewer.person_id})
    return [_entry(row[:6], row[6:10], *row[10:]) for row in rows]


def _entry(  # noqa: PLR0913 (the columns of a row, in its order)
    said: Any, place: Any, due_at: datetime | None, is_provisional: bool, number: int | None, reason: str | None
) -> TodoEntry:
    message, body, posted_at, seq, unit, author = said
    channel, kind, title, item = place
    where = said_where(unit, author, place_name(kind, title, item))
    return TodoEntry(
        kind="acknowledgement",
        id=message,
        label=_("催回执") if number else _("待回执"),
        title=title_of(body),
        source=_("第%(number)d次催办：%(reason)s", number=number, reason=reason) if number else where,
        at=posted_at,
        urgency=_urgency(posted_at, due_at, is_reminded=number is not None),
        due_at=due_at,
        is_mine=False,
        count=1,
        channel=channel,
        seq=seq,
        link=Link("channels.message", {"message_id": message}),
        look=_("看原文"),
        act=TodoAct(
            label=_("收到"),
            post=Link("acknowledgements.acknowledge", {"message_id": message}),
            done=_("已收到"),
            fields={"back": "home"},
            undo=Link("acknowledgements.undo", {"message_id": message}),
        ),
        note=_note(due_at, is_provisional),
    )


def _urgency(posted_at: datetime, due_at: datetime | None, *, is_reminded: bool) -> Urgency:
    """By the deadline, or by when it was asked; a reminder lifts it to today's at least."""
    found = urgency_of(posted_at) if due_at is None else due_urgency(due_at, clock.now())
    return min(found, Urgency.TODAY) if is_reminded else found


def _note(due_at: datetime | None, is_provisional: bool) -> str:
    if due_at is None:
        return ""
    if due_at < clock.now():
        return _("已逾期")
    return _("截止（暂定）") if is_provisional else _("截止")
