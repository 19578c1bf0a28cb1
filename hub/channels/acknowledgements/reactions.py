"""Asked units that leave: whoever has no place in the channel any more owes no answer, and owes it again on coming back."""

from collections import defaultdict

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from ...accounts.events import UnitChanged
from ...core import clock, events
from ...plan.events import ItemChanged
from .. import changing
from ..events import MembersChanged
from ..models import Channel, Message
from . import asking as _asking  # noqa: F401 (posts may ask from now on)
from . import elsewhere as _elsewhere  # noqa: F401 (they are exported)
from . import moving as _moving  # noqa: F401 (they follow the working calendar)
from .actions import ACTION
from .events import AcknowledgementsReleased
from .models import Acknowledgement
from .queries import answerers, askable_in


@events.on(MembersChanged)
def follow_members(session: Session, event: MembersChanged) -> None:
    """The last of a unit may have left the channel, or the first come back."""
    _settle(session, _unanswered().where(Message.channel_id == event.channel_id))


@events.on(ItemChanged)
def follow_item(session: Session, event: ItemChanged) -> None:
    """An item may name other units, with or without people in the channel."""
    of_item = select(Channel.id).where(Channel.item_id == event.item_id)
    _settle(session, _unanswered().where(Message.channel_id.in_(of_item)))


@events.on(UnitChanged)
def follow_unit(session: Session, event: UnitChanged) -> None:
    """A unit may have closed, or opened again."""
    _settle(session, _unanswered().where(Acknowledgement.unit_id == event.unit_id))


def _unanswered() -> Select[Acknowledgement, Message]:
    found = select(Acknowledgement, Message).join(Message, Message.id == Acknowledgement.message_id)
    found = found.where(Acknowledgement.acknowledged_at.is_(None), Message.retracted_at.is_(None))
    return found.order_by(Message.channel_id, Message.id)


def _settle(session: Session, which: Select[Acknowledgement, Message]) -> None:
    present: dict[int, set[int]] = {}
    moved: defaultdict[Message, list[int]] = defaultdict(list)
    for row, message in session.execute(which).all():
        if message.channel_id not in present:
            present[message.channel_id] = {unit.id for unit in askable_in(session, message.channel_id)}
        if (row.unit_id in present[message.channel_id]) == (row.released_at is not None):
            moved[message].append(row.unit_id)
    for message, units in moved.items():
        _move(session, message, units, present[message.channel_id])


def _move(session: Session, message: Message, units: list[int], present: set[int]) -> None:
    gone = tuple(unit for unit in units if unit not in present)
    own = update(Acknowledgement).where(Acknowledgement.message_id == message.id).execution_options(**_KEPT)
    session.execute(own.where(Acknowledgement.unit_id.in_(gone)).values(released_at=clock.now()))
    session.execute(own.where(Acknowledgement.unit_id.in_(set(units) - set(gone))).values(released_at=None))
    view = changing.tell(session, message, ACTION, answerers(session, message.channel_id, units))
    session.execute(own.where(Acknowledgement.unit_id.in_(units)).values(change=message.change))
    if gone:
        events.record(session, AcknowledgementsReleased(message.channel_id, view.channel, message.id, gone))


_KEPT = {"synchronize_session": False}
