"""The items of a document's stretches, from their outlines and their tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .head import is_plan_title
from .merging import merged, with_bodies
from .outline.body import Body
from .outline.choosing import Chooser, heading_of, heading_words
from .outline.entries import Entry, entries_of
from .outline.headings import NO_TASK, is_no_task
from .outline.unnumbered import unnumbered
from .tables import rows_of
from .units.matching import Lookup
from .words.markers import Style
from .words.names import folded
from .written import WrittenItem, item_of_entry, item_of_paragraphs, item_of_row

_FEWEST_UNNAMED = 2


@dataclass
class Doubts:
    """Where the outline can be read otherwise."""

    naming_headings: list[str] = field(default_factory=list)
    """Headings that name units of which no item knows."""
    whole_sections: list[str] = field(default_factory=list)
    """Items that are sections, with numbered entries in them that could be the items."""
    in_frames: list[str] = field(default_factory=list)
    """Items of sections that usually set no tasks: 总体要求, 保障措施."""
    in_tables_only: list[str] = field(default_factory=list)
    """Items of tables in a document that has others in its text."""
    has_unnumbered: bool = False
    """Whether items were told apart only by the units that they name."""


@dataclass
class Parts:
    """What the stretches of a document hold: items of the text, rows of tables, all entries, and what is doubtful."""

    items: list[WrittenItem] = field(default_factory=list)
    rows: list[WrittenItem] = field(default_factory=list)
    outlines: list[list[Entry]] = field(default_factory=list)
    doubts: Doubts = field(default_factory=Doubts)


def written_items(body: Body, title: str, lookup: Lookup) -> tuple[list[WrittenItem], Doubts]:
    """The items of a document called `title`, and what is doubtful about where they begin and end."""
    parts = Parts()
    for start, end in body.stretches():
        _read_stretch(parts, body, (start, end), title, lookup)
    if not parts.items and not parts.rows:
        return _unnamed(parts, body, title), Doubts()
    texts = [item for roots in parts.outlines for item in _all(roots, body, title)] if parts.rows else []
    rows = with_bodies(parts.rows, texts)
    found = merged(parts.items, rows)
    if 2 * len(parts.doubts.in_frames) >= len(found):
        parts.doubts.in_frames = []  # 主要措施 may well be where this plan has its tasks.
    parts.doubts.in_tables_only = [row.title for row in rows if parts.items and row in found]
    return found, parts.doubts


def _read_stretch(parts: Parts, body: Body, stretch: tuple[int, int], title: str, lookup: Lookup) -> None:
    roots = entries_of(body.paragraphs, *stretch)
    parts.outlines.append(roots)
    chooser = Chooser(roots, body.mentions)
    items = chooser.items()
    named = [entry for entry in items if chooser.names_units(entry)]
    holders = _holders(roots)
    holding: set[Entry] = set()
    for place in range(*stretch):
        table = body.paragraphs[place].table
        holder = holders.get(place)
        while holder in named:
            holder = holder.parent
        rows = rows_of(table, section_of(holder, title)) if table else None
        if rows:
            parts.rows += [item_of_row(row, place, place, lookup) for row in rows]
            holding |= {holder} if holder else set()
    items = [entry for entry in items if entry not in holding]
    if not roots:
        parts.items += [item_of_paragraphs(places, body, "") for places in unnumbered(body, range(*stretch))]
    for entry in items:
        parts.items += _items_of(entry, body, title)
    parts.doubts.has_unnumbered |= any(item.style is None for item in parts.items)
    parts.doubts.naming_headings += [heading_of(entry) for entry in chooser.naming_headings]
    parts.doubts.in_frames += [heading_words(entry) for entry in named if _stands_in_frame(entry)]
    parts.doubts.whole_sections += [heading_of(entry) for entry in items if _may_be_section(entry, title)]


def _stands_in_frame(entry: Entry) -> bool:
    """Whether the section of an item is one that says how to work, not what to do."""
    return entry.parent is not None and NO_TASK.fullmatch(heading_words(entry.parent)) is not None


def _may_be_section(entry: Entry, title: str) -> bool:
    """Whether an item stands where sections do, with numbered entries in it as items have them."""
    inside = sum(child.style < Style.ARABIC_BRACKETED for child in entry.children)
    return inside > 1 and not section_of(entry.parent, title)


def _items_of(entry: Entry, body: Body, title: str) -> list[WrittenItem]:
    """The item that an entry is, or those without numbers that stand in it, each of which names units."""
    if not entry.children and not body.names_units(entry.start):
        inside = unnumbered(body, range(entry.start + 1, entry.end))
        if len(inside) > 1:
            return [item_of_paragraphs(places, body, section_of(entry, title)) for places in inside]
    return [item_of_entry(entry, body, section_of(entry.parent, title))]


def _holders(roots: Sequence[Entry]) -> dict[int, Entry]:
    """The entry to whose own paragraphs each place belongs."""
    return {place: entry for entry in walk(roots) for place in range(entry.start, entry.own_end)}


def walk(roots: Sequence[Entry]) -> Iterator[Entry]:
    """Every entry, those above before those below."""
    for entry in roots:
        yield entry
        yield from walk(entry.children)


def section_of(entry: Entry | None, title: str) -> str:
    """The nearest heading from `entry` upwards that is not the document's own title; empty where there is none."""
    while entry:
        words = heading_words(entry)
        own = entry.paragraph.marker is None and (folded(words) == folded(title) or is_plan_title(words))
        if not own:
            return heading_of(entry)
        entry = entry.parent
    return ""


def _all(roots: Sequence[Entry], body: Body, title: str) -> list[WrittenItem]:
    return [item_of_entry(entry, body, section_of(entry.parent, title)) for entry in walk(roots)]


def _unnamed(parts: Parts, body: Body, title: str) -> list[WrittenItem]:
    """The items of a plan that names no units at all: its second level, or the first where its title says it is a plan."""
    roots = max(parts.outlines, key=lambda outline: sum(1 for _entry in walk(outline)), default=[])
    while len(roots) == 1 and not roots[0].paragraph.marker:
        roots = roots[0].children
    second = [child for root in roots if not is_no_task(heading_words(root)) for child in root.children]
    first = [root for root in roots if not is_no_task(heading_words(root))] if is_plan_title(title) else []
    chosen = [entry for entry in second or first if entry.paragraph.marker]
    if len(chosen) < _FEWEST_UNNAMED:
        return []
    return [item_of_entry(entry, body, section_of(entry.parent, title)) for entry in chosen]
