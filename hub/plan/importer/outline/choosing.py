"""Which entries of an outline are work items: those that name units, and their peers that ought to."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..units.mentions import Mention
from ..words.markers import Style
from .entries import Entry
from .headings import NO_TASK, is_no_task
from .titles import title_of

_MOSTLY = 0.5
_UNITS_AT_END = re.compile(r"[（(][^（）()]*(?:单位|部门|牵头|配合)[^（）()]*[）)]$")


class Chooser:
    """Decides for one outline. `mentions` has those of every paragraph of the document, at the paragraph's place."""

    def __init__(self, roots: Sequence[Entry], mentions: Sequence[Sequence[Mention]]) -> None:
        self.roots, self.mentions = roots, mentions
        self.naming: dict[Entry, int] = {}
        self.naming_headings: list[Entry] = []
        """Headings that name units themselves although the items stand below them."""
        self.kinds: defaultdict[tuple[Style, Style], Counter[bool]] = defaultdict(Counter)
        self.lists: set[tuple[Style, Style]] = set()
        """Styles of entries and of points in them of which, somewhere, more than one names units."""
        self.speaking: Counter[Style] = Counter()
        self.leaving: Counter[Style] = Counter()
        """For each style: the entries that name units themselves, and those that leave it to what stands in them."""
        for root in roots:
            self._count(root)

    def _count(self, entry: Entry) -> int:
        """How many entries from here down name units themselves."""
        own = int(self.names_units(entry))
        self.naming[entry] = own + sum(self._count(child) for child in entry.children)
        if self.naming[entry]:
            for child in entry.children:
                self.kinds[entry.style, child.style][self.naming[child] > 0] += 1
            styles = Counter(child.style for child in entry.children if self.naming[child])
            self.lists.update((entry.style, style) for style, count in styles.items() if count > 1)
            (self.speaking if own else self.leaving)[entry.style] += 1
        return self.naming[entry]

    def names_units(self, entry: Entry) -> bool:
        """Whether the entry's own paragraphs name units."""
        places = range(entry.start, entry.own_end)
        return any(mention.named.parties for place in places for mention in self.mentions[place])

    def items(self) -> list[Entry]:
        """The items in order: what names units, and peers of those that name none though they should."""
        found = [entry for root in self.roots for entry in self._below(root)]
        styles = Counter(entry.style for entry in found if self.naming[entry])
        if not styles:
            return []
        usual = styles.most_common(1)[0][0]
        return [item for entry in found for item in ([entry] if self.naming[entry] else self._peers(entry, usual))]

    def _below(self, entry: Entry) -> Iterator[Entry]:
        """The items in an entry, or it itself where it is one; an entry without units is given as it stands."""
        if not self.naming[entry] or not self._holds_items(entry):
            yield entry
            return
        if self.names_units(entry):
            self.naming_headings.append(entry)
        for child in entry.children:
            yield from self._below(child)

    def _holds_items(self, entry: Entry) -> bool:
        naming = sum(1 for child in entry.children if self.naming[child])
        if self.names_units(entry):
            pairs = {(entry.style, child.style) for child in entry.children}
            return 0 < naming == len(entry.children) and (naming > 1 or bool(pairs & self.lists))
        if not naming:
            return False
        pairs = {(entry.style, child.style) for child in entry.children if self.naming[child]}
        if not any(pair in self.lists or pair[1] < Style.CIRCLED for pair in pairs) or self._has_points_only(entry):
            return False
        if any(self.naming[child] and child.style < Style.ARABIC_BRACKETED for child in entry.children[:-1]):
            return True  # Units that the entry as a whole has stand at its end.
        kinds = [self.kinds[pair] for pair in pairs]
        usually = any(kind[True] > _MOSTLY * kind.total() for kind in kinds)
        return (
            usually or naming > _MOSTLY * len(entry.children) or any(self.naming[child] > 1 for child in entry.children)
        )

    def _has_points_only(self, entry: Entry) -> bool:
        """Whether what stands in an entry are points of it, （1） or 一是: where its peers name their units themselves."""
        speaking = self.speaking[entry.style]
        mostly = speaking > 0 and speaking + (entry.style >= Style.ARABIC) > self.leaving[entry.style]
        return mostly and all(child.style >= Style.ARABIC_BRACKETED for child in entry.children)

    def _peers(self, entry: Entry, usual: Style) -> Iterator[Entry]:
        """Entries numbered like the items, in an entry that names no units, unless it says what is no task (总体要求)."""
        title = heading_words(entry)
        siblings = entry.parent.children if entry.parent else self.roots
        alone = not any(self.naming[sibling] for sibling in siblings if sibling.style is entry.style)
        if NO_TASK.fullmatch(title) or (alone and is_no_task(title)):
            return
        if entry.style is usual:
            if not (alone and entry.parent and is_no_task(heading_words(entry.parent))):
                yield entry
            return
        if is_no_task(title):
            return
        for child in entry.children:
            yield from self._peers(child, usual)


def heading_of(entry: Entry) -> str:
    """The heading as written: 一、落实家庭监护责任, 第一部分 家庭保护."""
    marker = entry.paragraph.marker
    number = entry.paragraph.text[: marker.end] if marker else ""
    gap = " " if number[-1:].isspace() and entry.style not in (Style.CHINESE, Style.CHINESE_BRACKETED) else ""
    return re.sub(r"\s", "", number) + gap + heading_words(entry)


def heading_words(entry: Entry) -> str:
    """The title of an entry without its number."""
    marker = entry.paragraph.marker
    words = title_of(entry.paragraph.text[marker.end if marker else 0 :], 0).title
    return _UNITS_AT_END.sub("", words) or words
