"""The text of word/document.xml as Word shows it: paragraphs with their numbers, tables, insertions; no deletions, no hidden text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .archive import Refused
from .numbering import Counters, Numbering, number
from .styles import StyleReader, is_on
from .tablegrid import Grid

MOST_CHARACTERS = 1_000_000
MOST_BLOCKS = 50_000
_SKIPPED = {
    "w:del", "w:moveFrom", "Fallback", "w:rt", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange",
    "w:sectPrChange", "w:numberingChange", "w:cellDel",
}  # fmt: skip
_CHARACTERS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*(\d)$")


@dataclass
class Run:
    """Characters of one look."""

    bold: bool | None = None
    hidden: bool = False


@dataclass
class Paragraph:
    """A paragraph while it is read: `first_bold` is the first bold stretch of its text."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    style: str = ""
    list_id: str | None = None
    depth: int | None = None
    outline: int | None = None
    in_properties: bool = False
    first_bold: tuple[int, int] | None = None

    def add(self, characters: str, *, bold: bool) -> None:
        """Characters at the end."""
        if bold and characters.strip():
            start, end = self.first_bold or (self.length, self.length)
            if end == self.length:
                self.first_bold = (start, end + len(characters))
        self.pieces.append(characters)
        self.length += len(characters)


class DocumentReader:
    """Listens to the document and collects `blocks`: `["p", text, bold start, bold end, level]` and `["t", rows]`."""

    def __init__(self, numbering: Numbering, styles: StyleReader) -> None:
        self.counters, self.styles = Counters(numbering), styles
        self.blocks: list[list[Any]] = []
        self.characters = 0
        self.paragraphs: list[Paragraph] = []
        self.runs: list[Run] = []
        self.grids: list[Grid] = []
        self.waiting: list[list[Any]] = []
        self.skipping = 0
        self.in_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self.skipping or name in _SKIPPED:
            self.skipping += 1
        elif name == "w:p":
            self.paragraphs.append(Paragraph())
        elif name == "w:r":
            self.runs.append(Run())
        elif name == "w:tbl":
            self.grids.append(Grid())
        elif name == "w:t":
            self.in_text = True
        elif name in _CHARACTERS and self.runs:
            self.text("" if attributes.get("w:type") in ("page", "column") else _CHARACTERS[name], forced=True)
        elif self.grids and self.grids[-1].start(name, attributes):
            pass
        elif self.paragraphs:
            self._property(self.paragraphs[-1], name, attributes.get("w:val", ""))

    def _property(self, paragraph: Paragraph, name: str, value: str) -> None:
        if name == "w:pPr":
            paragraph.in_properties = True
        elif paragraph.in_properties:
            self._paragraph_property(paragraph, name, value)
        elif self.runs and name == "w:b":
            self.runs[-1].bold = is_on(value)
        elif self.runs and name == "w:vanish":
            self.runs[-1].hidden = is_on(value)

    def _paragraph_property(self, paragraph: Paragraph, name: str, value: str) -> None:
        if name == "w:pStyle":
            paragraph.style = value
        elif name == "w:numId":
            paragraph.list_id = value
        elif name == "w:ilvl":
            paragraph.depth = number(value, 0)
        elif name == "w:outlineLvl":
            paragraph.outline = number(value, 9)

    def text(self, characters: str, *, forced: bool = False) -> None:
        """Characters inside an element; only those of `w:t` are the document's text."""
        if self.skipping or not (self.in_text or forced) or not self.paragraphs:
            return
        run = self.runs[-1] if self.runs else Run()
        if not run.hidden:
            self._count(len(characters))
            self.paragraphs[-1].add(characters, bold=bool(run.bold))

    def _count(self, characters: int) -> None:
        self.characters += characters
        if self.characters > MOST_CHARACTERS or len(self.blocks) > MOST_BLOCKS:
            raise Refused("long")

    def end(self, name: str) -> None:
        """An element ends."""
        if self.skipping:
            self.skipping -= 1
        elif name == "w:t":
            self.in_text = False
        elif name == "w:pPr" and self.paragraphs:
            self.paragraphs[-1].in_properties = False
        elif name == "w:r" and self.runs:
            self.runs.pop()
        elif name == "w:p" and self.paragraphs:
            self._end_paragraph(self.paragraphs.pop())
        elif name == "w:tbl" and self.grids:
            self._end_table(self.grids.pop())
        elif self.grids:
            self._count(self.grids[-1].end(name))

    def _end_paragraph(self, paragraph: Paragraph) -> None:
        family = self.styles.family(paragraph.style)
        if any(style.name.startswith(("toc ", "目录")) for style in family):
            return
        text = "".join(paragraph.pieces)
        shown = self._number_of(paragraph) if text.strip() else ""
        if self.grids:
            self.grids[-1].add(shown + text)
            return
        bold = self._bold_of(paragraph, len(shown))
        self.blocks.append(["p", shown + text, *bold, self._level_of(paragraph)])

    def _bold_of(self, paragraph: Paragraph, shift: int) -> tuple[int, int]:
        if paragraph.first_bold:
            start, end = paragraph.first_bold
            return (start + shift if start else 0, end + shift)
        styled = next((style.bold for style in self.styles.family(paragraph.style) if style.bold is not None), False)
        return (0, paragraph.length + shift) if styled else (0, 0)

    def _number_of(self, paragraph: Paragraph) -> str:
        """The automatic number before the text, with a separator where Word shows none of its own."""
        family = self.styles.family(paragraph.style)
        list_id = paragraph.list_id or next((style.list_id for style in family if style.list_id), None)
        if not list_id or list_id == "0":
            return ""
        depth = paragraph.depth
        if depth is None:
            depth = next((style.depth for style in family if style.depth is not None), None)
        if depth is None:
            depth = self.counters.numbering.depth_of_style(list_id, paragraph.style)
        shown = self.counters.next(list_id, depth)
        if not shown:
            return ""
        return shown + (
            "、" if re.fullmatch(r"[\d〇一二三四五六七八九十]+", shown) else "" if shown[-1].isspace() else " "
        )

    def _level_of(self, paragraph: Paragraph) -> int:
        """The heading level, from 1; 0 for text."""
        if paragraph.outline is not None:
            return paragraph.outline + 1 if paragraph.outline < 6 else 0
        for style in self.styles.family(paragraph.style):
            named = _HEADING_NAME.match(style.name)
            if named or style.name in ("title", "标题"):
                return int(named[1]) if named else 1
            if style.outline is not None:
                return style.outline + 1 if style.outline < 6 else 0
        return 0

    def _end_table(self, grid: Grid) -> None:
        """A table that stands inside another follows it."""
        self.waiting.append(["t", grid.rows])
        if not self.grids:
            self.blocks += reversed(self.waiting)
            self.waiting = []
