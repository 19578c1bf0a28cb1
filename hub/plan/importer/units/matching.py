"""Who a written name is: the unit or group of the directory that it can mean, and no other."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..words.names import folded, forms, is_indefinite, place_of

_NESTED = re.compile(r"^(.{2,}?)（(.{2,})）$")


@dataclass(frozen=True)
class UnitNames:
    """What a unit is called: `short_name` in the hub, `name` in full, `aliases` in documents."""

    short_name: str
    name: str = ""
    aliases: Sequence[str] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, the short one first."""
        return tuple(name for name in (self.short_name, self.name, *self.aliases) if name)


@dataclass(frozen=True)
class GroupNames:
    """What a group of units is called: 各街镇, and other names for it."""

    name: str
    aliases: Sequence[str] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, the group's own first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Directory:
    """The units and groups that names are looked up in."""

    units: Sequence[UnitNames] = ()
    groups: Sequence[GroupNames] = ()


@dataclass(frozen=True)
class Match:
    """The unit (by short name) or group (by name) that a written name means."""

    name: str
    is_group: bool = False


def _own_places(entries: Sequence[Sequence[str]]) -> frozenset[str]:
    """The places whose units these are: 长宁区, and not the 上海市 of 上海市公安局长宁分局 where short names say 区."""
    places = {place for names in entries for name in names if (place := place_of(name))}
    levels = Counter(names[0][0] for names in entries if names)
    if not places:
        return frozenset()
    level = max((place[-1] for place in places), key=lambda last: levels[last])
    return frozenset(place for place in places if place[-1] == level)


class Lookup:
    """A directory made ready for looking names up."""

    def __init__(self, directory: Directory) -> None:
        entries = [(Match(unit.short_name), unit.all) for unit in directory.units]
        entries += [(Match(group.name, is_group=True), group.all) for group in directory.groups]
        self.own_places = _own_places([names for _match, names in entries])
        self._exact: defaultdict[str, set[Match]] = defaultdict(set)
        self._cores: defaultdict[str, defaultdict[Match, set[str | None]]] = defaultdict(lambda: defaultdict(set))
        for match, names in entries:
            self._enter(match, names)
        self.compound_names = tuple(name for name in self._exact if re.search(r"[、，,/]", name))
        """The folded names that hold a separator themselves: 各街道、镇."""

    def _enter(self, match: Match, names: Sequence[str]) -> None:
        for name in names:
            self._exact[folded(name)].add(match)
            for level, core in forms(name, self.own_places):
                self._cores[core][match].add(level)

    def match(self, written: str) -> Match | None:
        """The one unit or group that `written` means; None where there is none, or more than one.

        区教育局, 教育局 and 长宁区教育局 are the same, 市教育局 is not; 相关成员单位 is nobody until the office decides.
        """
        candidates = self.candidates(written)
        return next(iter(candidates)) if len(candidates) == 1 else None

    def candidates(self, written: str) -> set[Match]:
        """Everyone that `written` can mean."""
        name = folded(written)
        if is_indefinite(name):
            return set()
        found = self._named(name)
        nested = _NESTED.match(name) if not found else None
        if nested:
            # 区妇联（区妇儿工委办公室）: what stands before the bracket counts first. 各成员单位（除区财政局）: not all of them.
            found = self._named(nested[1]) or self._named(nested[2])
            found = set() if any(match.is_group for match in found) else found
        return found

    def _named(self, name: str) -> set[Match]:
        if name in self._exact:
            return self._exact[name]
        found: set[Match] = set()
        for level, core in forms(name, self.own_places):
            for match, levels in self._cores.get(core, {}).items():
                if level is None or levels == {None} or level in levels:
                    found.add(match)
        return found

    def knows(self, written: str) -> bool:
        """Whether anyone is called so."""
        return bool(self.candidates(written))
