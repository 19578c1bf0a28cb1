"""The tree of an outline: which numbered paragraph stands under which, for any mixture of ways of numbering."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..words.markers import Style
from .paragraphs import Kind, Paragraph

Rank = tuple[float, float]
_NO_LEVEL = 7.0
_BELOW_SECTIONS = float(Style.CHINESE_BRACKETED) + 0.5


@dataclass(eq=False)
class Entry:
    """A numbered paragraph or heading, with the places of its own paragraphs [`start`, `own_end`) and of all below it."""

    paragraph: Paragraph
    style: Style
    value: int
    rank: Rank
    start: int
    own_end: int
    end: int
    parent: "Entry | None" = None
    children: list["Entry"] = field(default_factory=list)


def entries_of(paragraphs: Sequence[Paragraph], start: int, end: int) -> list[Entry]:
    """The outermost entries among the paragraphs from `start` to before `end`, each with those below it."""
    ranks = _Ranks(paragraphs[start:end])
    roots: list[Entry] = []
    stack: list[Entry] = []
    last: Entry | None = None
    for place in range(start, end):
        paragraph = paragraphs[place]
        if paragraph.marker is None and paragraph.kind is not Kind.HEADING:
            continue
        following = paragraphs[place + 1] if place + 1 < end else None
        entry = _entry(paragraph, place, end, ranks.of(paragraph, following))
        while stack and stack[-1].rank >= entry.rank:
            stack.pop().end = place
        if last:
            last.own_end = place
        entry.parent = stack[-1] if stack else None
        (stack[-1].children if stack else roots).append(entry)
        stack.append(entry)
        last = entry
    return roots


def _entry(paragraph: Paragraph, place: int, end: int, rank: Rank) -> Entry:
    marker = paragraph.marker
    style, value = (marker.style, marker.value) if marker else (Style.HEADING, 0)
    return Entry(paragraph, style, value, rank, place, end, end)


class _Ranks:
    """The order of nesting in one document: by the level of headings, then by the style of the number."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        marked = [paragraph for paragraph in paragraphs if paragraph.marker]
        self.places = {style: float(style) for style in Style}
        sequence = [(paragraph.marker.style, paragraph.marker.value) for paragraph in marked if paragraph.marker]
        for lower, upper in _reversed_pairs(sequence):
            self.places[lower] = self.places[upper] - 0.5
        self.levels = self._levels(marked)

    def _levels(self, marked: Sequence[Paragraph]) -> dict[Style, float]:
        """The heading level of each style that mostly has one; no style lies deeper than those that nest in it."""
        seen: defaultdict[Style, Counter[int]] = defaultdict(Counter)
        for paragraph in marked:
            if paragraph.marker:
                seen[paragraph.marker.style][paragraph.level] += 1
        levels: dict[Style, float] = {}
        deepest = _NO_LEVEL
        for style in sorted(seen, key=lambda style: self.places[style], reverse=True):
            level = seen[style].most_common(1)[0][0]
            deepest = min(deepest, level or _NO_LEVEL)
            levels[style] = deepest
        return levels

    def of(self, paragraph: Paragraph, following: Paragraph | None) -> Rank:
        """The rank of an entry; an unnumbered heading without a level stands above what follows it."""
        if paragraph.marker:
            return self.levels[paragraph.marker.style], self.places[paragraph.marker.style]
        if paragraph.level:
            return float(paragraph.level), -1.0
        if following and following.marker:
            rank = self.levels[following.marker.style], self.places[following.marker.style]
            return rank[0], rank[1] - 0.25
        return _NO_LEVEL, _BELOW_SECTIONS


def _reversed_pairs(sequence: Sequence[tuple[Style, int]]) -> list[tuple[Style, Style]]:
    """Pairs (upper, lower) that nest the other way round than usual, as （一） under 1、 where each 1、 begins a new （一）."""
    before: defaultdict[Style, Counter[Style | None]] = defaultdict(Counter)
    after: defaultdict[Style, Counter[Style | None]] = defaultdict(Counter)
    first: dict[Style, int] = {}
    for place, (style, value) in enumerate(sequence):
        first.setdefault(style, place)
        if value == 1:
            before[style][sequence[place - 1][0] if place else None] += 1
        after[style][sequence[place + 1][0] if place + 1 < len(sequence) else None] += 1
    return [
        (lower, upper)
        for upper in before
        for lower in first
        if upper < lower and first[lower] < first[upper] and _begins_under(upper, lower, before[upper], after[lower])
    ]


def _begins_under(upper: Style, lower: Style, before: Counter[Style | None], after: Counter[Style | None]) -> bool:
    """Whether every first `upper` directly follows a `lower`, more than once, or one follows nearly every `lower`."""
    if set(before) != {lower}:
        return False
    return before[lower] > 1 or (after.total() > 1 and after[upper] * 5 >= after.total() * 4)
