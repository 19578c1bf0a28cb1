"""A paragraph of which more lines may follow."""

import re

from ..source.blocks import SOFT, Block, Line
from ..units.lists import CLOSING, OPENING
from ..units.matching import Lookup
from ..units.mentions import begins_with_label, mentions_in
from ..units.parties import are_plausible, parties_in
from ..words.markers import Marker, read_marker
from .headings import is_no_task
from .layout import Layout

LONGEST_TITLE_END = 25
"""Characters of what is left of a title or heading on the line after the one where it was torn."""

_ENDS = "。！？!?；;：:…"
_SEPARATORS = "、，,；;和及与"
_GOES_ON = "，。；、：！？”’）》】〉%％,.;)"
_SENTENCE = re.compile(r"[。，；：、]")
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_LONGEST_TITLE = 60
_TAIL_LENGTH = 500


class Unfinished:
    """Lines that make one paragraph, and whether it `is_open`: cannot have ended where it does. `depth` counts open brackets."""

    def __init__(
        self, line: Line, marker: Marker | None, following: Block | None, layout: Layout, lookup: Lookup, is_label: bool
    ) -> None:
        self.marker, self.layout, self.lookup, self.is_label = marker, layout, lookup, is_label
        self.pieces: list[str] = []
        self.bold, self.level, self.depth = line.bold, line.level, 0
        self.is_open = True
        self.add(line, following)

    @property
    def text(self) -> str:
        """The paragraph so far."""
        return SOFT.join(self.pieces)

    @property
    def is_torn(self) -> bool:
        """Whether it has broken off in mid-sentence, and is no title without punctuation."""
        first = self.pieces[0]
        is_title = len(self.pieces) == 1 and len(first) <= _LONGEST_TITLE and not _SENTENCE.search(first)
        return self.is_open and not is_title

    def add(self, line: Line, following: Block | None) -> None:
        """One more line; the block `following` it tells whether a title is torn."""
        if self.pieces and self._waits_for_title():
            self.bold = len(self.pieces[0]) + 1 + line.bold if line.bold else 0
        self.pieces.append(line.text)
        for bracket in _BRACKET.findall(line.text):
            self.depth = self.depth + 1 if bracket in OPENING else max(0, self.depth - 1)
        is_heading = self.level > 0 and self.marker is None
        self.is_open = not is_heading and self._may_go_on(line.text, following)

    def goes_on_with(self, line: Line) -> bool:
        """Whether `line` belongs to the paragraph."""
        if self._waits_for_title() or line.text[0] in _GOES_ON:
            return True
        if self.is_label and self.depth == 0 and self.pieces[-1][-1] not in _SEPARATORS:
            return self._adds_names(line)
        return self.is_open

    def lists(self, text: str) -> bool:
        """Whether `text`, which follows a bullet, is one more name after a label: 责任单位： and · 区教育局 below it."""
        return self.is_label and self.depth == 0 and bool(text) and self._adds_names(Line(text))

    def needs_label(self) -> bool:
        """Whether a label on the next line belongs here: only a number, or an opening bracket, stands before it."""
        return self._waits_for_title() or self.pieces[-1][-1] in OPENING

    def waits_for_value(self) -> bool:
        """Whether a label has been read and nothing after it: what comes next is its value, even a date."""
        return self.is_label and self.pieces[-1][-1] in "：:" + CLOSING

    def _waits_for_title(self) -> bool:
        """Whether nothing but a number has been read: its title stands on the next line."""
        return self.marker is not None and len(self.pieces) == 1 and self.marker.end >= len(self.pieces[0])

    def _may_go_on(self, text: str, following: Block | None) -> bool:
        if self.depth > 0 or self._waits_for_title():
            return True
        if self.is_label:
            return text[-1] in _SEPARATORS or not self._names_are_whole()
        return not self._is_title_alone(following) and self._is_torn(text)

    def _is_torn(self, text: str) -> bool:
        """Whether a line of running text that ends like `text` ends in mid-sentence."""
        if self.layout.is_full(text):
            return text[-1] not in "：:"
        if text[-1] in CLOSING:
            return not _ends_with_mention(SOFT.join(self.pieces[-3:])[-_TAIL_LENGTH:], self.lookup)
        is_short = self.layout.width > 0 and not _SENTENCE.search(text)
        return text[-1] not in _ENDS and not is_short

    def _is_title_alone(self, following: Block | None) -> bool:
        """Whether the paragraph is a numbered title that has its line to itself."""
        if not self.marker or len(self.pieces) > 2:
            return False
        text = "".join(self.pieces)
        rest = text[self.marker.end :]
        if not 0 < len(rest) <= _LONGEST_TITLE or "。" in rest[:-1] or self.layout.is_full(text):
            return False
        usual = (
            self.marker.style in self.layout.titles_alone or len(self.pieces[0]) <= self.marker.end or self.level > 0
        )
        return usual or is_no_task(rest) or (rest[-1] not in _SEPARATORS and _begins_anew(following))

    def _names_are_whole(self) -> bool:
        """Whether the last name after a label reads like a whole one."""
        named = parties_in(SOFT.join(self.pieces[-3:]), self.lookup)
        if named.due and not named.parties:
            return True
        return bool(named.parties) and are_plausible(named.parties[-1:], self.lookup, strictly=False)

    def _adds_names(self, line: Line) -> bool:
        """Whether a line after a label goes on with names: 责任单位： and the units below it, one a line."""
        last = self.pieces[-1]
        tail = last[max(last.rfind(mark) for mark in "、，,；;：:") + 1 :]
        together = parties_in(tail + SOFT + line.text, self.lookup)
        return are_plausible(together.parties, self.lookup, strictly=True) or bool(
            together.due and not together.parties
        )


def _begins_anew(following: Block | None) -> bool:
    """Whether a line cannot be the rest of a torn title: it has no short first sentence with more text after it."""
    if not isinstance(following, Line) or begins_with_label(following.text):
        return True
    marker = read_marker(following.text)
    if marker and not marker.loose:
        return True
    sentence, end, rest = following.text.partition("。")
    return following.text[0] not in _GOES_ON and (len(sentence) > LONGEST_TITLE_END or not (end and rest))


def _ends_with_mention(text: str, lookup: Lookup) -> bool:
    mentions = mentions_in(text, lookup)
    return bool(mentions) and mentions[-1].end >= len(text)
