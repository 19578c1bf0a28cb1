"""Who a written name is: the accounts' directory, looked up the way the reader of documents does."""

from collections.abc import Callable
from functools import cached_property, lru_cache

from ..accounts.queries import Directory, GroupEntry, UnitEntry
from .importer.units.matching import Directory as Names
from .importer.units.matching import GroupNames, Lookup, UnitNames

Entry = UnitEntry | GroupEntry


class Known:
    """The units and groups of one day, by any name that documents give them."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    @cached_property
    def names(self) -> Names:
        """What the reader of documents wants to know: those that exist on the day."""
        return _names(self.directory, self.directory.active_units())

    def find(self, written: str) -> Entry | None:
        """The unit or group that `written` means; closed units only where no other is called so; None for nobody."""
        return self._remembered(written)

    @cached_property
    def _remembered(self) -> Callable[[str], Entry | None]:
        return lru_cache(maxsize=2048)(self._look_up)

    def _look_up(self, written: str) -> Entry | None:
        match = self._active.match(written) or self._all.match(written)
        if match is None:
            return None
        return self._groups.get(match.name) if match.is_group else self._units.get(match.name)

    @cached_property
    def _active(self) -> Lookup:
        return Lookup(self.names)

    @cached_property
    def _all(self) -> Lookup:
        return Lookup(_names(self.directory, self.directory.units))

    @cached_property
    def _units(self) -> dict[str, UnitEntry]:
        return {unit.short_name: unit for unit in self.directory.units}

    @cached_property
    def _groups(self) -> dict[str, GroupEntry]:
        return {group.name: group for group in self.directory.groups}


def known_from(directory: Directory) -> Known:
    """The directory made ready for looking names up; made once for as long as the directory stands."""
    global _kept
    if _kept is None or _kept.directory is not directory:
        _kept = Known(directory)
    return _kept


_kept: Known | None = None


def _names(directory: Directory, units: tuple[UnitEntry, ...]) -> Names:
    return Names(
        units=[UnitNames(unit.short_name, unit.name, unit.aliases) for unit in units],
        groups=[GroupNames(group.name, group.aliases) for group in directory.groups],
    )
