"""From lines to paragraphs: what a page break or a full line tore apart is one again, and each knows the number it begins with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ..source.blocks import Block, Line, Table
from ..units.matching import Lookup
from ..units.mentions import begins_with_label, mentions_in
from ..words.markers import Marker, Style, read_marker
from ..words.names import is_unit_like
from .edges import is_annex, is_date, is_tail, signed_by
from .glue import unglued
from .layout import layout_of
from .signatures import signatures
from .unfinished import LONGEST_TITLE_END, Unfinished


class Kind(Enum):
    """What a paragraph is to the document."""

    TEXT = "text"
    LABEL = "label"
    HEADING = "heading"
    TABLE = "table"
    SIGNATURE = "signature"
    DATE = "date"
    TAIL = "tail"
    ANNEX = "annex"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `SOFT` stands where its lines were joined. `marker` is the number it begins with."""

    text: str
    kind: Kind = Kind.TEXT
    marker: Marker | None = None
    bold: int = 0
    level: int = 0
    table: Table | None = None


_NOT_AFTER_NUMBER = re.compile(r"[一二三四五六七八九十]?[、—-]?[一二三四五六七八九十][年线审级]")
"""一、二年级: what goes on like this is no entry."""
_SELDOM_AFTER_NUMBER = re.compile(r"[项款条目点号类年线审级]")
"""（一）项, but also （一）项目建设: an entry only where its number is due and the line before it has ended."""
_MAY_COUNT_OTHERWISE = {Style.CHINESE, Style.CHINESE_BRACKETED, Style.ARABIC_BRACKETED}
_SENTENCE = re.compile(r"[。，；：:！？]")
_LONGEST_HEADING = 30


def paragraphs_of(blocks: Sequence[Block], lookup: Lookup) -> list[Paragraph]:
    """The paragraphs of a document in order."""
    joiner = _Joiner(blocks, lookup)
    for place, block in enumerate(blocks):
        joiner.take(place, block)
    joiner.close()
    return joiner.done


class _Joiner:
    """Takes one block after another and keeps the paragraph that may still go on."""

    def __init__(self, blocks: Sequence[Block], lookup: Lookup) -> None:
        self.blocks, self.lookup = blocks, lookup
        self.layout = layout_of([block for block in blocks if isinstance(block, Line)])
        self.signing = signatures(blocks)
        self.done: list[Paragraph] = []
        self.current: Unfinished | None = None
        self.kind = Kind.TEXT
        self.last: dict[Style, int] = {}

    def take(self, place: int, block: Block) -> None:
        """One block."""
        if isinstance(block, Table):
            self._take_whole(Paragraph("", Kind.TABLE, table=block))
            return
        if place in self.signing:
            self._take_whole(Paragraph(block.text, Kind.SIGNATURE))
            return
        following = self.blocks[place + 1] if place + 1 < len(self.blocks) else None
        for line in unglued(block, self.last, following.text if isinstance(following, Line) else ""):
            kind = _kind_of_edge(line.text) or self._kind_in_list_of_annexes(line.text)
            if kind and not (self.current and self.current.waits_for_value()):
                self._take_whole(Paragraph(line.text, kind))
            else:
                self._take_line(line, following)

    def _kind_in_list_of_annexes(self, text: str) -> Kind | None:
        """附件：1. 名单 goes on with 2. 表格, which is no item."""
        above = self.done[-1] if self.done and not self.current else None
        listed = above is not None and above.kind is Kind.TAIL and re.match(r"附\s*件|\d", above.text)
        marker = read_marker(text) if listed else None
        is_short = len(text) <= _LONGEST_HEADING and "。" not in text
        return Kind.TAIL if marker and marker.style is Style.ARABIC and marker.value > 1 and is_short else None

    def _take_whole(self, paragraph: Paragraph) -> None:
        self.close()
        self.done.append(paragraph)

    def close(self) -> None:
        """The current paragraph ends here."""
        if self.current:
            now = self.current
            self.done.append(Paragraph(now.text, self.kind, now.marker, now.bold, now.level))
        self.current = None

    def _take_line(self, line: Line, following: Block | None) -> None:
        marker = self._accepted(read_marker(line.text), line)
        if marker and marker.style is Style.BULLET and self.current and self.current.lists(line.text[marker.end :]):
            self.current.add(Line(line.text[marker.end :]), following)
            return
        if marker is None and self._is_page_number(line):
            return
        if marker:
            self.last[marker.style] = marker.value
            self._begin(Kind.TEXT, line, following, marker)
        elif self._begins_label(line):
            self._begin(Kind.LABEL, line, following)
        elif line.level:
            self._begin(Kind.HEADING, line, following)
        elif self.current and self._belongs(line, following, self.current):
            self.current.add(line, following)
        else:
            self._begin(Kind.HEADING if self._is_heading(line, following) else Kind.TEXT, line, following)

    def _begins_label(self, line: Line) -> bool:
        if self.current and self.current.needs_label():
            return False
        return begins_with_label(line.text, with_colon=bool(self.current and self.current.depth > 0))

    def _begin(self, kind: Kind, line: Line, following: Block | None, marker: Marker | None = None) -> None:
        self.close()
        self.kind = kind
        self.current = Unfinished(line, marker, following, self.layout, self.lookup, kind is Kind.LABEL)

    def _accepted(self, marker: Marker | None, line: Line) -> Marker | None:
        """The marker if it is believed: in mid-sentence, or where it is loose, only the number that is due."""
        if marker is None:
            return None
        due = marker.value in (1, self.last.get(marker.style, 0) + 1) or marker.style is Style.BULLET
        torn = self.current is not None and self.current.is_torn
        if marker.loose and marker.end >= len(line.text):
            return marker if self.layout.bare_numbers and due else None
        if marker.loose and (not due or torn):
            return None
        if marker.style in _MAY_COUNT_OTHERWISE and _NOT_AFTER_NUMBER.match(line.text, marker.end):
            return None
        if marker.style in _MAY_COUNT_OTHERWISE and _SELDOM_AFTER_NUMBER.match(line.text, marker.end):
            return marker if due and not torn else None
        return marker if due or not torn else None

    def _is_page_number(self, line: Line) -> bool:
        inside = self.current is not None and self.current.depth > 0
        return line.text.isdecimal() and len(line.text) <= 3 and not self.layout.bare_numbers and not inside

    def _belongs(self, line: Line, following: Block | None, current: Unfinished) -> bool:
        """Whether a line belongs to the paragraph before it; above the first number every line stands for itself."""
        if not self.last:
            return False
        return current.goes_on_with(line) or self._completes_heading(line, following, current)

    def _completes_heading(self, line: Line, following: Block | None, current: Unfinished) -> bool:
        """Whether `line` is the rest of a torn section heading: 三、加大社会 and then 保护力度, before the section's items."""
        marker = current.marker
        if not marker or marker.style > Style.CHINESE or len(current.pieces) > 1 or not isinstance(following, Line):
            return False
        below = read_marker(following.text)
        short = len(line.text) <= LONGEST_TITLE_END and not _SENTENCE.search(line.text + current.pieces[0])
        return short and below is not None and below.style > marker.style

    def _is_heading(self, line: Line, following: Block | None) -> bool:
        """Whether an unnumbered line heads a section: short, without punctuation, and the next line begins an item."""
        if len(line.text) > _LONGEST_HEADING or re.search(r"[。，；：:！？\d]", line.text):
            return False
        if mentions_in(line.text, self.lookup):
            return False
        if not isinstance(following, Line):
            return following is not None
        marker = read_marker(following.text)
        return marker is not None and not marker.loose and Style.ROMAN <= marker.style <= Style.CIRCLED


def _kind_of_edge(text: str) -> Kind | None:
    if is_date(text) or is_unit_like(signed_by(text)):
        return Kind.DATE
    if is_annex(text):
        return Kind.ANNEX
    return Kind.TAIL if is_tail(text) else None
