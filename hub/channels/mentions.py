"""Whom words name with @: the names that a channel knows, and the members behind them; values in, values out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..core.prose import Kind, Names, pieces
from .shapes import Mentioned

LEAD = "牵头单位"
RESPONSIBLE = "各责任单位"
_CLOSER = {"group": 0, "unit": 1, "person": 2}


class Member(NamedTuple):
    """Somebody in the channel."""

    person_id: int
    public_id: str
    name: str
    unit_id: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a name stands for in one channel: the people of some units, or one person."""

    kind: str
    id: str
    unit_ids: frozenset[int] = frozenset()
    person_id: int | None = None

    def reaches(self, member: Member) -> bool:
        """Whether the member is meant."""
        return member.unit_id in self.unit_ids if self.person_id is None else member.person_id == self.person_id


@dataclass(slots=True)
class Addressees:
    """The names that words hold, in order, and the persons behind them with the closest basis (`person` before `unit`)."""

    names: list[Mentioned] = field(default_factory=list)
    people: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Roll:
    """Everybody in one channel, and every name that may stand behind an @ there."""

    members: tuple[Member, ...]
    targets: Mapping[str, Target]

    def addressees(self, author_id: int, body: str) -> Addressees:
        """Whom `body` names: only members, and never its author (a person's key)."""
        named = [piece.text for piece in pieces(body, self._names) if piece.kind is Kind.MENTION]
        found = Addressees()
        for name in dict.fromkeys(named):
            target = self.targets[name]
            found.names.append(Mentioned(name, target.kind, target.id))
            for member in self.members:
                if member.person_id != author_id and target.reaches(member):
                    before = found.people.get(member.person_id, target.kind)
                    found.people[member.person_id] = max(before, target.kind, key=_CLOSER.__getitem__)
        return found

    @cached_property
    def _names(self) -> Names:
        return Names(self.targets)


def may_name_somebody(body: str) -> bool:
    """Whether the words hold an @ at all: most do not, and then nobody needs to be looked up."""
    return "@" in body or "＠" in body


def roll(members: Iterable[Member], targets: Mapping[str, Target]) -> Roll:
    """The members, and the names: `targets` (of units and groups), and those of persons that are not taken by one.

    Namesakes are named with their unit, 张伟（区教育局）; a name that still fits two persons names nobody.
    """
    everybody = tuple(members)
    fits: defaultdict[str, list[Member]] = defaultdict(list)
    for member in everybody:
        for name in (member.name, f"{member.name}（{member.unit_name}）", f"{member.name}({member.unit_name})"):
            fits[name].append(member)
    persons = {
        name: Target("person", found[0].public_id, person_id=found[0].person_id)
        for name, found in fits.items()
        if len(found) == 1
    }
    return Roll(everybody, {**persons, **targets})
