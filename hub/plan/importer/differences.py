"""What a document changes in a plan that exists already: which items are new, changed, gone or the same."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .readings import ItemReading
from .similarity import likeness
from .words.names import folded


@dataclass(frozen=True)
class KnownItem:
    """An item of the plan as it stands; `key` is the caller's own, `units` are short names in order, `leads` among them."""

    key: Hashable
    number: int
    section: str
    title: str
    body: str = ""
    due: date | None = None
    units: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


class Change(Enum):
    """What became of an item."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True)
class Difference:
    """One item on both sides: `known` is None for a new one, `read` for one that is gone; `fields` names what changed."""

    change: Change
    known: KnownItem | None
    read: ItemReading | None
    fields: tuple[str, ...] = ()


_SAME_NUMBER_ALIKE = 0.3
_TITLES_ALIKE = 0.6
_MOST_COMPARED = 200

Pairs = dict[int, KnownItem]


def differences(
    read: Sequence[ItemReading], known: Sequence[KnownItem], *, with_leads: bool = False
) -> list[Difference]:
    """Compare a reading with the items of a plan: first what was read, in its order, then what is gone.

    The same title makes the same item, wherever it stands now; then the same number with words in common; then titles
    that are much alike, for documents whose numbers have shifted. Leads count only `with_leads`: a reading's are
    suggestions that the office may have decided otherwise.
    """
    pairs = _paired(read, known)
    taken = {id(item) for item in pairs.values()}
    found = [_difference(item, pairs.get(place), with_leads) for place, item in enumerate(read)]
    return found + [Difference(Change.GONE, item, None) for item in known if id(item) not in taken]


def _paired(read: Sequence[ItemReading], known: Sequence[KnownItem]) -> Pairs:
    pairs: Pairs = {}
    free = list(known)
    for rule in (_by_title, _by_number, _by_likeness):
        places = [place for place in range(len(read)) if place not in pairs]
        for place, item in rule([(place, read[place]) for place in places], free):
            pairs[place] = item
        taken = {id(item) for item in pairs.values()}
        free = [item for item in free if id(item) not in taken]
    return pairs


Numbered = Sequence[tuple[int, ItemReading]]


def _by_title(read: Numbered, known: Sequence[KnownItem]) -> Iterator[tuple[int, KnownItem]]:
    """The same title; among several with one title the same number, then the order."""
    waiting: defaultdict[str, list[KnownItem]] = defaultdict(list)
    for item in known:
        waiting[folded(item.title)].append(item)
    later: list[tuple[int, ItemReading]] = []
    for place, reading in read:
        same = [item for item in waiting[folded(reading.title)] if item.number == reading.number]
        if same:
            waiting[folded(reading.title)].remove(same[0])
            yield place, same[0]
        else:
            later.append((place, reading))
    for place, reading in later:
        if waiting[folded(reading.title)]:
            yield place, waiting[folded(reading.title)].pop(0)


def _by_number(read: Numbered, known: Iterable[KnownItem]) -> Iterator[tuple[int, KnownItem]]:
    """The same number, if title or body have words in common: another matter under an old number is another item."""
    waiting = {item.number: item for item in known}
    for place, reading in read:
        item = waiting.get(reading.number)
        if item and max(likeness(item.title, reading.title), likeness(item.body, reading.body)) >= _SAME_NUMBER_ALIKE:
            del waiting[reading.number]
            yield place, item


def _by_likeness(read: Numbered, known: Sequence[KnownItem]) -> Iterator[tuple[int, KnownItem]]:
    """The titles that are most alike, pair by pair."""
    candidates = [
        (likeness(item.title, reading.title), -abs(item.number - reading.number), place, item)
        for place, reading in read[:_MOST_COMPARED]
        for item in known[:_MOST_COMPARED]
    ]
    candidates.sort(key=lambda candidate: candidate[:2], reverse=True)
    done: set[int] = set()
    for alike, _distance, place, item in candidates:
        if alike >= _TITLES_ALIKE and place not in done and id(item) not in done:
            done |= {place, id(item)}
            yield place, item


def _difference(read: ItemReading, known: KnownItem | None, with_leads: bool) -> Difference:
    if known is None:
        return Difference(Change.NEW, None, read)
    fields = tuple(
        name for name, differs in _FIELDS.items() if (with_leads or name != "leads") and differs(read, known)
    )
    return Difference(Change.CHANGED if fields else Change.SAME, known, read, fields)


def _units(read: ItemReading) -> tuple[str, ...]:
    return tuple(party.unit or party.name for party in read.units)


def _leads(read: ItemReading) -> tuple[str, ...]:
    return tuple(party.unit or party.name for party in read.units if party.is_lead)


_FIELDS: dict[str, Callable[[ItemReading, KnownItem], bool]] = {
    "number": lambda read, known: read.number != known.number,
    "section": lambda read, known: folded(read.section) != folded(known.section),
    "title": lambda read, known: folded(read.title) != folded(known.title),
    "body": lambda read, known: folded(read.body) != folded(known.body),
    "due": lambda read, known: read.due != known.due,
    "units": lambda read, known: _units(read) != known.units,
    "leads": lambda read, known: _leads(read) != known.leads,
}
