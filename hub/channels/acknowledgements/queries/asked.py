"""What became of requests, for a page of messages at once."""

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ....accounts.models import Person, Unit
from ...facets import facet
from ...shapes import AcknowledgementView, AskedUnit, Facet, ReminderView
from ..models import Acknowledgement, AcknowledgementReminder, AcknowledgementRequest

_requests = (
    select(AcknowledgementRequest.message_id, AcknowledgementRequest.due_at, AcknowledgementRequest.is_provisional)
    .add_columns(AcknowledgementRequest.moved_from_at)
    .where(AcknowledgementRequest.message_id.in_(bindparam("messages", expanding=True)))
)
_units = (
    select(Acknowledgement.message_id, Unit.public_id, Unit.short_name, Acknowledgement.acknowledged_at)
    .add_columns(Person.name, Acknowledgement.released_at)
    .join(Unit, Unit.id == Acknowledgement.unit_id)
    .outerjoin(Person, Person.id == Acknowledgement.acknowledged_by)
    .where(Acknowledgement.message_id.in_(bindparam("messages", expanding=True)))
    .order_by(Unit.position, Unit.id)
)
_reminders = (
    select(AcknowledgementReminder.message_id, AcknowledgementReminder.reminded_at, AcknowledgementReminder.reason)
    .where(AcknowledgementReminder.message_id.in_(bindparam("messages", expanding=True)))
    .order_by(AcknowledgementReminder.number)
)


@facet(Facet.ACKNOWLEDGEMENT, "acknowledgement")
def load(session: Session, messages: list[int]) -> dict[int, AcknowledgementView]:
    """The requests of these messages (keys); three queries for all of them."""
    asked = {"messages": messages}
    units: defaultdict[int, list[AskedUnit]] = defaultdict(list)
    for message_id, *row in session.execute(_units, asked):
        units[message_id].append(_unit(*row))
    reminders: defaultdict[int, list[ReminderView]] = defaultdict(list)
    for message_id, reminded_at, reason in session.execute(_reminders, asked):
        reminders[message_id].append(ReminderView(reminded_at, reason))
    return {
        message_id: AcknowledgementView(
            tuple(units[message_id]), due_at, is_provisional, tuple(reminders[message_id]), moved_from_at
        )
        for message_id, due_at, is_provisional, moved_from_at in session.execute(_requests, asked)
    }


def _unit(public_id: str, name: str, acknowledged_at: Any, by: str | None, released_at: Any) -> AskedUnit:
    return AskedUnit(public_id, name, acknowledged_at, by or "", released_at is not None)
