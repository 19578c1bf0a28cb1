"""The directory: all units, groups and their other names at once, kept while nobody's rights change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from ...core import clock
from ...core.db import engine, inside_transaction
from ..access import epoch
from ..models import Unit, UnitGroup
from ..rules.names import loose_key, name_key


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as of one day, with every name under which documents write it."""

    id: int
    public_id: str
    name: str
    short_name: str
    tile: str
    kind: str
    position: int
    aliases: tuple[str, ...]
    active_from: date | None
    active_to: date | None
    is_active: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Full name, short name and aliases."""
        return (self.name, self.short_name, *self.aliases)


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A collective name, and the active units that it means on that day, in official order."""

    id: int
    public_id: str
    name: str
    kind: str | None
    aliases: tuple[str, ...]
    unit_ids: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Directory:
    """Every unit (closed ones too) and group on one day, in official order."""

    on: date
    units: tuple[UnitEntry, ...]
    groups: tuple[GroupEntry, ...]

    @property
    def entries(self) -> tuple[UnitEntry | GroupEntry, ...]:
        """Everything that has a name."""
        return (*self.units, *self.groups)

    def find(self, written: str) -> UnitEntry | GroupEntry | None:
        """The unit or group that a document means by this name; None when nobody or more than one is called so.

        Names match exactly (widths and spaces apart), else without the district in front; active units come first.
        """
        return self._exact.get(name_key(written)) or self._loose.get(loose_key(written))

    def find_unit(self, written: str) -> UnitEntry | None:
        """As `find`, units only."""
        found = self.find(written)
        return found if isinstance(found, UnitEntry) else None

    def find_group(self, written: str) -> GroupEntry | None:
        """As `find`, groups only."""
        found = self.find(written)
        return found if isinstance(found, GroupEntry) else None

    def unit(self, unit_id: int) -> UnitEntry:
        """The unit with this key; KeyError for a key that is none."""
        return self._by_id[unit_id]

    def unit_by_public_id(self, public_id: str) -> UnitEntry | None:
        """The unit with this public id."""
        return next((unit for unit in self.units if unit.public_id == public_id), None)

    def active_units(self, kind: str | None = None) -> tuple[UnitEntry, ...]:
        """The units that exist on that day, of one kind or of all."""
        return tuple(unit for unit in self.units if unit.is_active and kind in (None, unit.kind))

    @cached_property
    def _by_id(self) -> dict[int, UnitEntry]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _exact(self) -> dict[str, UnitEntry | GroupEntry]:
        return _index((name_key(name), entry) for entry in self.entries for name in entry.names)

    @cached_property
    def _loose(self) -> dict[str, UnitEntry | GroupEntry]:
        return _index((loose_key(name), entry) for entry in self.entries for name in entry.names)


def directory(session: Session) -> Directory:
    """Today's directory; one small query while nothing has changed."""
    global _kept
    mark = (engine(), epoch(session), clock.today())
    if _kept is not None and _kept[0] == mark:
        return _kept[1]
    made = _read(session, mark[2])
    if not inside_transaction():  # what is not committed yet may never be
        _kept = (mark, made)
    return made


_kept: tuple[tuple[Engine, int, date], Directory] | None = None


def _read(session: Session, on: date) -> Directory:
    units = session.scalars(select(Unit).options(selectinload(Unit.aliases)).order_by(Unit.position, Unit.id)).all()
    options = (selectinload(UnitGroup.aliases), selectinload(UnitGroup.listed))
    groups = session.scalars(select(UnitGroup).options(*options).order_by(UnitGroup.id)).all()
    return Directory(on, tuple(_unit(unit, on) for unit in units), tuple(_group(group, units, on) for group in groups))


def _unit(unit: Unit, on: date) -> UnitEntry:
    return UnitEntry(
        id=unit.id,
        public_id=unit.public_id,
        name=unit.name,
        short_name=unit.short_name,
        tile=unit.tile,
        kind=unit.kind,
        position=unit.position,
        aliases=tuple(alias.name for alias in unit.aliases),
        active_from=unit.active_from,
        active_to=unit.active_to,
        is_active=unit.is_active(on),
    )


def _group(group: UnitGroup, units: Iterable[Unit], on: date) -> GroupEntry:
    held = group.held(units)
    return GroupEntry(
        id=group.id,
        public_id=group.public_id,
        name=group.name,
        kind=group.kind,
        aliases=tuple(alias.name for alias in group.aliases),
        unit_ids=tuple(unit.id for unit in held if unit.is_active(on)),
    )


def _index(pairs: Iterable[tuple[str, UnitEntry | GroupEntry]]) -> dict[str, UnitEntry | GroupEntry]:
    """Key to entry; where several share a key the only active one counts, and none when there are more."""
    found: dict[str, dict[str, UnitEntry | GroupEntry]] = {}
    for key, entry in pairs:
        found.setdefault(key, {})[entry.public_id] = entry
    single = {key: _single(list(entries.values())) for key, entries in found.items()}
    return {key: entry for key, entry in single.items() if entry is not None}


def _single(entries: list[UnitEntry | GroupEntry]) -> UnitEntry | GroupEntry | None:
    if len(entries) > 1:
        entries = [entry for entry in entries if isinstance(entry, GroupEntry) or entry.is_active]
    return entries[0] if len(entries) == 1 else None
