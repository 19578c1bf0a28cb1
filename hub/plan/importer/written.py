"""Items on their way: what an entry of the outline or a row of a table says, before names are looked up."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .outline.body import Body
from .outline.entries import Entry
from .outline.titles import plain, title_of
from .source.blocks import SOFT
from .tables import Row
from .units.matching import Lookup
from .units.mentions import Mention, mentions_in, without
from .units.parties import Named, parties_in, together
from .words.markers import Style, read_marker, split_marker
from .words.roles import Role

_LONGEST_OWN_LINE = 40
_LONGEST_TITLE_END = 16
_TORN = re.compile(r"(?<=[，、])\n|\n(?=[，。；、：）”》])")
_NOTHING = "。；;，,、.．：:-•· "


@dataclass(frozen=True)
class WrittenItem:
    """An item as written; `scope` tells apart the stretches within which its `printed` number counts."""

    place: int
    printed: int | None
    label: str
    section: str
    title: str
    body: str
    named: Named = field(default_factory=Named)
    scope: object = None
    style: Style | None = None
    is_scattered: bool = False


def item_of_entry(entry: Entry, body: Body, section: str) -> WrittenItem:
    """The item that an entry and everything below it make up."""
    marker = entry.paragraph.marker
    start = marker.end if marker else 0
    item = item_of_paragraphs(range(entry.start, entry.end), body, section, start)
    label = plain(entry.paragraph.text[:start]).strip(_NOTHING)
    return replace(item, printed=entry.value or None, label=label, scope=entry.parent, style=entry.style)


def item_of_paragraphs(places: range, body: Body, section: str, start: int = 0) -> WrittenItem:
    """The item that some paragraphs make up; the number of the first ends at character `start`."""
    living = [place for place in places if body.live[place]]
    kept = _that_count({place: body.mentions[place] for place in living})
    texts = [without(body.paragraphs[place].text, kept[place]) for place in living]
    bold = max(0, body.paragraphs[places.start].bold - start)
    texts = [texts[0][start:], *texts[1:]] if start else _title_line(texts)
    title, rest = _words(texts, bold)
    mentions = [mention.named for found in kept.values() for mention in found]
    scattered = _is_scattered(mentions)
    return WrittenItem(places.start, None, "", section, title, rest, together(mentions), is_scattered=scattered)


def _is_scattered(mentions: Sequence[Named]) -> bool:
    """Whether more than one of the mentions says who leads, or who is responsible."""
    roles = Counter(role for named in mentions for role in {party.role for party in named.parties})
    return roles[Role.LEAD] > 1 or roles[Role.RESPONSIBLE] > 1


def _title_line(texts: list[str]) -> list[str]:
    """The texts of an item without a number, with its first line apart where it reads like a title."""
    first, torn, rest = texts[0].partition(SOFT)
    is_title = torn and len(first) <= _LONGEST_OWN_LINE and not re.search(r"[。，；、：]", first)
    return [first, rest, *texts[1:]] if is_title else texts


def _that_count(mentions: Mapping[int, Sequence[Mention]]) -> dict[int, Sequence[Mention]]:
    """The strong mentions; where there are none, the weak ones."""
    strong: dict[int, Sequence[Mention]] = {
        place: [mention for mention in found if not mention.weak] for place, found in mentions.items()
    }
    if any(mention.named.parties for found in strong.values() for mention in found):
        return strong
    return dict(mentions)


def _words(texts: list[str], bold: int) -> tuple[str, str]:
    """Title and body of an item's texts, whose first begins with the title."""
    titled = title_of(texts[0], bold)
    parts = [part for text in (titled.rest, *texts[1:]) if _says_something(part := plain(text))]
    title = titled.title
    if not title and parts:
        titled = title_of(parts[0], 0)
        title, parts[0] = titled.title, plain(titled.rest)
    return title, "\n".join(part for part in parts if part)


def _says_something(text: str) -> bool:
    """Whether more than a number or a bullet is left of a text."""
    return split_marker(text)[1].strip(_NOTHING) != ""


def item_of_row(row: Row, place: int, table: int, lookup: Lookup) -> WrittenItem:
    """The item that a row of a table makes up. Units that only its text names count where no column has any."""
    texts = [re.sub(r"\s*\n\s*", "\n", text) for text in row.texts] or [""]
    marker = read_marker(texts[0])
    printed, label = row.number, row.label
    if marker and not marker.loose and (printed is None or printed == marker.value):
        printed, label = marker.value or printed, label or texts[0][: marker.end].strip(_NOTHING)
        texts[0] = texts[0][marker.end :]
    named = _columns(row, lookup)
    found = [mentions_in(text, lookup) for text in texts]
    if not named.parties:
        named = together([named, *(mention.named for mentions in found for mention in mentions if not mention.weak)])
    texts = [
        without(text, [mention for mention in mentions if not mention.weak])
        for text, mentions in zip(texts, found, strict=True)
    ]
    title, body = _words(_own_line(texts), 0)
    return WrittenItem(place, printed, label, row.section, title, body, named, (table, row.section))


def _columns(row: Row, lookup: Lookup) -> Named:
    cells = ((row.lead, Role.LEAD), (row.responsible, Role.RESPONSIBLE), (row.support, Role.SUPPORT))
    named = together(parties_in(cell, lookup, role) for cell, role in cells)
    return replace(named, due=re.sub(r"\s+", "", row.due) or named.due)


def _own_line(texts: list[str]) -> list[str]:
    """The texts with the first line of a cell apart where it reads like a title; torn lines are joined."""
    first, broken, rest = texts[0].partition("\n")
    is_title = len(first) <= _LONGEST_OWN_LINE and not re.search(r"[。，；、：]", first.rstrip("。："))
    goes_on = len(rest) < _LONGEST_TITLE_END and not re.search(r"[。，；、：]", rest)
    if broken and is_title and not goes_on:
        return [first, *(_TORN.sub(SOFT, text) for text in (rest, *texts[1:]))]
    return [texts[0].replace("\n", SOFT), *(_TORN.sub(SOFT, text) for text in texts[1:])]
