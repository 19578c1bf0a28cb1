"""What a newer document does to a plan: which item is which, and what is new, changed or gone; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .importer.differences import KnownItem, differences
from .importer.readings import ItemReading


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers for an item: `who` says which unit or group, `name` what to call it."""

    who: str
    name: str
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """An item in one of the two: `ref` is its key in the draft or its public id; `stands` is False for one that is gone."""

    ref: str
    number: int
    section: str
    title: str
    body: str
    due_on: date | None
    parties: tuple[Party, ...]
    stands: bool = True

    @property
    def leads(self) -> frozenset[str]:
        """Who leads."""
        return frozenset(party.who for party in self.parties if party.is_lead)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same item in the plan and in the document; one side is None for what is new or what the document lacks."""

    old: Version | None
    new: Version | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields in which the document says otherwise. Where it names no date it takes none away."""
        if self.old is None or self.new is None:
            return ()
        differs = {
            "number": self.old.number != self.new.number,
            "section": self.old.section != self.new.section,
            "title": self.old.title != self.new.title,
            "body": self.old.body != self.new.body,
            "due_on": self.new.due_on is not None and self.old.due_on != self.new.due_on,
            "parties": [party.who for party in self.old.parties] != [party.who for party in self.new.parties],
            "leads": self.old.leads != self.new.leads,
        }
        return tuple(field for field, is_other in differs.items() if is_other)

    @property
    def has_other_parties(self) -> bool:
        """Whether the document names others, whatever their order; members of the channel follow them."""
        if self.old is None or self.new is None:
            return False
        return {party.who for party in self.old.parties} != {party.who for party in self.new.parties}


def pair_up(old: Sequence[Version], new: Sequence[Version]) -> list[Pair]:
    """Every item of the document in its order, then those of the plan that it lacks.

    Standing items are found first, then those that are gone; how, `importer.differences` says.
    """
    found = _found([version for version in old if version.stands], new)
    left = [version for version in new if version.ref not in found]
    found |= _found([version for version in old if not version.stands], left)
    lacking = {version.ref for version in old} - {version.ref for version in found.values()}
    pairs = [Pair(found.get(version.ref), version) for version in new]
    return pairs + [Pair(version, None) for version in old if version.ref in lacking]


def _found(old: Sequence[Version], new: Sequence[Version]) -> dict[str, Version]:
    """The old version of each new one that has one, by the new one's `ref`."""
    by_ref = {version.ref: version for version in old}
    known = [KnownItem(item.ref, item.number, item.section, item.title, item.body) for item in old]
    read = [ItemReading(item.number, item.section, item.title, item.body) for item in new]
    told = zip(new, differences(read, known), strict=False)  # those that were read come first, in their order
    return {item.ref: by_ref[str(told.known.key)] for item, told in told if told.known}
