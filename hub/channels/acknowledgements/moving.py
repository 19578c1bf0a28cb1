"""Running deadlines follow the working calendar: later for a new holiday, earlier for a make-up workday, each with a record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ...calendar import CalendarChanged, WorkingTime, office_time
from ...calendar.deadlines import counted
from ...core import clock, events
from .. import changing
from ..models import Channel, Message
from .actions import ACTION
from .events import DeadlineMoved
from .models import Acknowledgement, AcknowledgementRequest
from .queries import answerers
from .rules import due_again


@dataclass(frozen=True, slots=True)
class Move:
    """A request whose deadline is otherwise by the calendar than it stands, or no longer (newly) provisional.

    `came_from_at` is what it was before its last move.
    """

    message_id: int
    stands_at: datetime
    came_from_at: datetime | None
    due_at: datetime
    is_provisional: bool

    @property
    def is_moved(self) -> bool:
        """Whether the deadline itself is another one."""
        return self.due_at != self.stands_at


_running = (
    select(AcknowledgementRequest.message_id, Message.posted_at, AcknowledgementRequest.within_hours)
    .add_columns(AcknowledgementRequest.due_at, AcknowledgementRequest.is_provisional)
    .add_columns(AcknowledgementRequest.moved_from_at)
    .join(Message, Message.id == AcknowledgementRequest.message_id)
    .join(Channel, Channel.id == Message.channel_id)
    .where(AcknowledgementRequest.due_at.is_not(None), Message.retracted_at.is_(None), Channel.archived_at.is_(None))
    .where(
        select(Acknowledgement.id)
        .where(Acknowledgement.message_id == Message.id)
        .where(Acknowledgement.acknowledged_at.is_(None), Acknowledgement.released_at.is_(None))
        .exists()
    )
    .order_by(Message.channel_id, Message.id)
)
"""Requests with a deadline that a unit still owes; channels in the order of their keys, against deadlocks."""


@counted
def count_moves(session: Session, time: WorkingTime) -> int:
    """How many deadlines would move if `time` held."""
    return sum(move.is_moved for move in _moves(session, time))


@events.on(CalendarChanged)
def follow_calendar(session: Session, _event: CalendarChanged) -> None:
    """Days or hours have changed."""
    move_deadlines(session)


def move_deadlines(session: Session) -> int:
    """Bring every running deadline to where the calendar has it now; returns how many moved. Doing so twice changes nothing."""
    moves = list(_moves(session, office_time(session)))
    for move in moves:
        _move(session, move)
    return sum(move.is_moved for move in moves)


def _moves(session: Session, time: WorkingTime) -> Iterator[Move]:
    now = clock.now()
    for message_id, asked_at, hours, stands_at, was_provisional, came_from_at in session.execute(_running).all():
        due_at, is_provisional = due_again(time, asked_at, hours, stands_at, now)
        if (due_at, is_provisional) != (stands_at, was_provisional):
            yield Move(message_id, stands_at, came_from_at, due_at, is_provisional)


def _move(session: Session, move: Move) -> None:
    values = {"due_at": move.due_at, "is_provisional": move.is_provisional}
    if move.is_moved:  # nothing is to be told of one that is back where it was
        values["moved_from_at"] = None if move.due_at == move.came_from_at else move.stands_at
    own = update(AcknowledgementRequest).where(AcknowledgementRequest.message_id == move.message_id)
    session.execute(own.values(values).execution_options(synchronize_session=False))
    message = session.get_one(Message, move.message_id)
    owing = _owing(session, message.id)
    view = changing.tell(session, message, ACTION, answerers(session, message.channel_id, owing))
    noted = update(Acknowledgement).where(Acknowledgement.message_id == message.id, Acknowledgement.unit_id.in_(owing))
    session.execute(noted.values(change=message.change).execution_options(synchronize_session=False))
    if move.is_moved:
        place = (message.channel_id, view.channel, message.id, message.public_id)
        events.record(session, DeadlineMoved(*place, move.stands_at, move.due_at))


def _owing(session: Session, message_id: int) -> list[int]:
    found = select(Acknowledgement.unit_id).where(Acknowledgement.message_id == message_id)
    return list(
        session.scalars(found.where(Acknowledgement.acknowledged_at.is_(None), Acknowledgement.released_at.is_(None)))
    )
