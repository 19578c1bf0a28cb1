"""Who belongs in which channel, as SQL: the units that answer for the item on the day, the office, the committee."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql import ColumnElement

from ..accounts.models import Person, PersonRole, Unit, UnitGroup, UnitGroupMember
from ..core.viewer import CONTENT_ROLES, Role
from ..plan.models import ItemParty
from .models import Channel
from .policy import is_active

_BASES = ("unit", "office", "committee", "named")
"""Why somebody is in, the strongest first: who acts for a responsible unit is in for that."""
UNIT, OFFICE, COMMITTEE, NAMED = range(4)
"""Their ranks."""
Also = Callable[[ColumnElement[bool], ColumnElement[bool], date | BindParameter[date]], Select[int, int, int]]
_also: list[Also] = []
_FOR_UNIT = PersonRole.role.in_([Role.LIAISON, Role.LEADER])
_FOR_ALL = PersonRole.role.in_([Role.OFFICE, Role.COMMITTEE])


def also(find: Also) -> Also:
    """Decorator: a feature above has channels of its own kind; `find(channels, people, today)` is SQL for who belongs in.

    It selects channel_id, person_id, rank of `_BASES`, narrowed to `channels` and `people`, active ones only.
    """
    if find not in _also:
        _also.append(find)
    return find


def responsible() -> CompoundSelect[int, int, bool, int]:
    """SQL: item_id, unit_id, is_lead, position of each unit that an item names, itself or by a group; a row each time."""
    party = select(ItemParty.item_id, Unit.id.label("unit_id"), ItemParty.is_lead, ItemParty.position)
    by_group = party.join(UnitGroup, UnitGroup.id == ItemParty.group_id)
    by_list = by_group.join(UnitGroupMember, UnitGroupMember.group_id == UnitGroup.id)
    return union_all(
        party.join(Unit, Unit.id == ItemParty.unit_id),
        by_group.join(Unit, Unit.kind == UnitGroup.kind),
        by_list.join(Unit, and_(Unit.id == UnitGroupMember.unit_id, UnitGroup.kind.is_(None))),
    )


def entitled(channels: ColumnElement[bool], people: ColumnElement[bool], today: date | BindParameter[date]) -> Subquery:
    """SQL: channel_id, person_id, basis of all who belong in on `today`, among `channels` and `people`.

    A channel of an item: liaisons and leaders of the units that answer for it. 全体: all of them. In both the office and
    the committee; other kinds of channels have rules of their own (`also`). Only active people of active units; observers never.
    """
    held = responsible().subquery("held")
    person = select(Channel.id.label("channel_id"), Person.id.label("person_id"), _rank().label("rank"))
    person = person.select_from(Person).join(Unit, Unit.id == Person.unit_id)
    person = person.join(PersonRole, PersonRole.person_id == Person.id).where(is_active(today), channels, people)
    of_units = person.join(held, held.c.unit_id == Unit.id).join(Channel, Channel.item_id == held.c.item_id)
    of_all = person.join(Channel, Channel.kind.in_(("item", "everyone")))
    of_all = of_all.where(or_(_FOR_ALL, and_(Channel.kind == "everyone", _FOR_UNIT)))
    others = [find(channels, people, today) for find in _also]
    rows = union_all(of_units.where(_FOR_UNIT), of_all, *others).subquery("rows")
    basis = case({rank: name for rank, name in enumerate(_BASES)}, value=func.min(rows.c.rank))
    found = select(rows.c.channel_id, rows.c.person_id, basis.label("basis"))
    return found.group_by(rows.c.channel_id, rows.c.person_id).subquery("entitled")


def may_be_invited(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """SQL over Person and Unit: an active person with a role that opens content."""
    holds = select(PersonRole.person_id).where(PersonRole.role.in_(sorted(CONTENT_ROLES)))
    return and_(is_active(today), Person.id.in_(holds))


def _rank() -> ColumnElement[int]:
    return case((_FOR_UNIT, literal(0)), (PersonRole.role == Role.OFFICE, literal(1)), else_=literal(2))
