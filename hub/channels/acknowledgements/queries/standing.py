"""Which units can be asked in a channel today, and which members may answer for them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ....accounts.models import Person, PersonRole, Unit
from ....accounts.queries import directory
from ....core import clock
from ....core.bulk import among
from ....core.viewer import Viewer
from ...entitlement import responsible
from ...models import Channel, Membership, Message
from ...policy import is_active, is_open
from ...queries.entering import enter
from ...reaching import Moved
from ...shapes import AskableGroup, AskableUnit
from ..models import Acknowledgement
from ..policy import ANSWERING, answers_for_unit

_BY_KIND = ("member", "street")
"""In 全体 these answer: 成员单位 and 街镇; the office, which asks most, can be chosen."""


def askable(session: Session, viewer: Viewer, channel: str) -> list[AskableUnit]:
    """The units that the viewer can ask in the channel (public id), in official order, without their own; NotFound."""
    place = enter(session, viewer, channel)
    return [unit for unit in askable_in(session, place.channel_id) if unit.id != viewer.unit_id]


def askable_groups(session: Session, units: list[AskableUnit]) -> list[AskableGroup]:
    """The groups that hold several of the units, with those."""
    here = {unit.id: unit.public_id for unit in units}
    held = [(group, tuple(here[id_] for id_ in group.unit_ids if id_ in here)) for group in directory(session).groups]
    return [AskableGroup(group.public_id, group.name, ids) for group, ids in held if len(ids) > 1]


def askable_in(session: Session, channel_id: int) -> list[AskableUnit]:
    """The units that answer here (for the item; in 全体 by kind; in a consultation as invited) or have a member who may; one query."""
    answers = _answers(channel_id)
    present = Unit.id.in_(_answering(channel_id).with_only_columns(Person.unit_id))
    found = select(Unit.id, Unit.public_id, Unit.short_name, answers.label("answers"))
    found = found.where(is_open(clock.today()), or_(answers, present)).order_by(Unit.position, Unit.id)
    return [AskableUnit(id_, public_id, name, bool(does)) for id_, public_id, name, does in session.execute(found)]


def answerers(session: Session, channel_id: int, unit_ids: Collection[int]) -> tuple[int, ...]:
    """The members (keys) of the channel who may answer for one of the units; one query."""
    found = _answering(channel_id).where(Person.unit_id.in_(unit_ids)).order_by(Person.id)
    return tuple(session.scalars(found))


def reached_by(session: Session, changes: Collection[Moved]) -> list[tuple[Moved, int]]:
    """For these changes of messages with acknowledgements: the change and each person (key) for whose unit an answer moved by it."""
    moved = {(one.message_id, one.number): one for one in changes}
    message_id, change = Acknowledgement.message_id, Acknowledgement.change
    people = _answering(Message.channel_id).join(Acknowledgement, Acknowledgement.unit_id == Person.unit_id)
    pairs = people.join(Message, Message.id == message_id).with_only_columns(message_id, change, Person.id)
    pairs = pairs.where(among(session, message_id, {of_message for of_message, _number in moved}))
    rows = session.execute(pairs.where(change.in_({number for _message, number in moved})))
    return [(moved[row[0], row[1]], row[2]) for row in rows if (row[0], row[1]) in moved]


def may_answer(viewer: Viewer) -> bool:
    """Whether anything can wait for the viewer here."""
    return viewer.sees_content and answers_for_unit(viewer)


def _answers(channel_id: int) -> ColumnElement[bool]:
    held = responsible().subquery("held")
    of_item = select(held.c.unit_id).join(Channel, Channel.item_id == held.c.item_id).where(Channel.id == channel_id)
    is_common = select(func.count()).where(Channel.id == channel_id, Channel.kind == "everyone").scalar_subquery() > 0
    return or_(Unit.id.in_(of_item), Unit.kind.in_(_BY_KIND) & is_common, Unit.id.in_(_invited(channel_id)))


def _invited(channel_id: int) -> Select[int]:
    """In a consultation's channel the units answer that are invited: their people are in for the unit."""
    found = select(Person.unit_id).join(Membership, Membership.person_id == Person.id)
    found = found.join(Channel, Channel.id == Membership.channel_id).where(Channel.kind == "consultation")
    return found.where(Channel.id == channel_id, Membership.basis == "unit", Membership.ended_at.is_(None))


def _answering(channel_id: int | InstrumentedAttribute[int]) -> Select[int]:
    holds = select(PersonRole.person_id).where(PersonRole.role.in_(ANSWERING))
    found = select(Person.id).join(Membership, Membership.person_id == Person.id).join(Unit, Unit.id == Person.unit_id)
    found = found.where(Membership.channel_id == channel_id, Membership.ended_at.is_(None))
    return found.where(is_active(clock.today()), Person.id.in_(holds))
