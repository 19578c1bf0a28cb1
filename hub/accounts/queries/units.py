"""Units and groups: by public id, by written name, and with the people who act for them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Role, Viewer
from ..models import Person, PersonRole, Unit, UnitGroup
from .snapshot import GroupEntry, UnitEntry, directory

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit in the office's list: the unit itself, its liaisons by name, and how many active accounts it has."""

    unit: UnitEntry
    liaisons: tuple[str, ...]
    people: int


def units_with_people(session: Session, viewer: Viewer) -> list[UnitView]:
    """All units in official order, closed ones last; needs `accounts.manage`."""
    require(session, viewer, "accounts.manage")
    liaisons = _liaisons(session)
    counts = Counter({unit_id: many for unit_id, many in session.execute(_COUNTS)})
    views = [UnitView(unit, tuple(liaisons.get(unit.id, ())), counts[unit.id]) for unit in directory(session).units]
    return sorted(views, key=lambda view: not view.unit.is_active)


def units_of_group(session: Session, group: UnitGroup, on: date) -> list[Unit]:
    """The units that a collective name means on a Shanghai date: by kind (各成员单位, 各街镇) or as listed, official order."""
    units = session.scalars(select(Unit).order_by(Unit.position, Unit.id)).all()
    return [unit for unit in group.held(units) if unit.is_active(on)]


def find_unit(session: Session, written_name: str) -> Unit | None:
    """The unit that a document means by this name; None when nobody or more than one is called so."""
    entry = directory(session).find_unit(written_name)
    return None if entry is None else session.get(Unit, entry.id)


def unit_entry(session: Session, public_id: str) -> UnitEntry:
    """The unit with this public id as of today; NotFound when there is none."""
    return _found(directory(session).unit_by_public_id(public_id))


def group_entry(session: Session, public_id: str) -> GroupEntry:
    """The group with this public id as of today; NotFound when there is none."""
    return _found(next((group for group in directory(session).groups if group.public_id == public_id), None))


def unit_row(session: Session, public_id: str) -> Unit:
    """The unit with this public id; NotFound when there is none."""
    return _found(session.scalar(select(Unit).where(Unit.public_id == public_id)))


def group_row(session: Session, public_id: str) -> UnitGroup:
    """The group with this public id; NotFound when there is none."""
    return _found(session.scalar(select(UnitGroup).where(UnitGroup.public_id == public_id)))


_COUNTS = select(Person.unit_id, func.count()).where(Person.deactivated_at.is_(None)).group_by(Person.unit_id)


def _liaisons(session: Session) -> dict[int, list[str]]:
    found = select(Person.unit_id, Person.name).join(PersonRole).where(PersonRole.role == Role.LIAISON)
    names: dict[int, list[str]] = {}
    for unit_id, name in session.execute(found.where(Person.deactivated_at.is_(None)).order_by(Person.id)):
        names.setdefault(unit_id, []).append(name)
    return names


def _found(row: T | None) -> T:
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row
