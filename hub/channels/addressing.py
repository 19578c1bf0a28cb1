"""The roll of a channel: its members and the names of units and groups that mean something in it, from the database."""

from collections import defaultdict

from sqlalchemy import BindParameter, Date, bindparam, select
from sqlalchemy.orm import Session

from ..accounts.models import Person, Unit
from ..accounts.queries import Directory, directory
from ..core import clock
from ..plan.models import ItemParty
from .mentions import LEAD, RESPONSIBLE, Addressees, Member, Roll, Target, may_name_somebody, roll
from .models import Channel, Membership
from .policy import is_active

_channel: BindParameter[int] = bindparam("channel_id")
_members = (
    select(Person.id, Person.public_id, Person.name, Person.unit_id, Unit.short_name)
    .join(Membership, Membership.person_id == Person.id)
    .join(Unit, Unit.id == Person.unit_id)
    .where(Membership.channel_id == _channel, Membership.ended_at.is_(None), is_active(bindparam("today", type_=Date)))
    .order_by(Unit.position, Unit.id, Person.id)
)
_parties = (
    select(ItemParty.unit_id, ItemParty.group_id, ItemParty.is_lead)
    .join(Channel, Channel.item_id == ItemParty.item_id)
    .where(Channel.id == _channel)
)


def addressees(session: Session, channel_id: int, author_id: int, body: str) -> Addressees:
    """Whom `body` would mention in the channel (key), written by the author (key)."""
    return roll_of(session, channel_id).addressees(author_id, body) if may_name_somebody(body) else Addressees()


def roll_of(session: Session, channel_id: int) -> Roll:
    """Who is in the channel (key) today and what can be named there. Two queries, and the directory's one.

    Units and groups count only where somebody of theirs is in the channel or they answer for its item: an @ that reaches
    nobody must not look as if it did.
    """
    rows = session.execute(_members, {"channel_id": channel_id, "today": clock.today()})
    members = [Member(*row) for row in rows]
    known = directory(session)
    leads, all_responsible = _responsible(session, channel_id, known)
    present = frozenset(member.unit_id for member in members) | all_responsible
    targets: dict[str, Target] = {}
    for group in known.groups:
        if units := present & frozenset(group.unit_ids):
            targets |= dict.fromkeys(group.names, Target("group", group.public_id, units))
    for unit in known.units:
        if unit.id in present:
            targets |= dict.fromkeys(unit.names, Target("unit", unit.public_id, frozenset({unit.id})))
    if leads:
        targets[LEAD] = Target("group", "lead", leads)
    if all_responsible:
        targets[RESPONSIBLE] = Target("group", "responsible", all_responsible)
    return roll(members, targets)


def _responsible(session: Session, channel_id: int, known: Directory) -> tuple[frozenset[int], frozenset[int]]:
    """The units that lead the channel's item, and all that answer for it; none in 全体."""
    groups = {group.id: group.unit_ids for group in known.groups}
    active = {unit.id for unit in known.active_units()}
    units: defaultdict[bool, set[int]] = defaultdict(set)
    for unit_id, group_id, is_lead in session.execute(_parties, {"channel_id": channel_id}):
        named = {unit_id} if unit_id is not None else set(groups.get(group_id or 0, ()))
        units[is_lead] |= active & named
    return frozenset(units[True]), frozenset(units[True] | units[False])
