"""A Word table as a grid of texts, merged cells repeating theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..blocks import MERGED
from .numbering import number

WIDEST = 64
LONGEST_REPEATED = 500
_SPANS = ("w:gridSpan", "w:gridBefore", "w:vMerge")


@dataclass
class Cell:
    """A cell while it is read."""

    texts: list[str] = field(default_factory=list)
    span: int = 1
    is_merged: bool = False


@dataclass
class Grid:
    """A table while it is read; `rows` are complete."""

    rows: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    cell: Cell | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> bool:
        """An element begins; whether it was the table's."""
        if name == "w:tr":
            self.row = []
        elif name == "w:tc":
            self.cell = Cell()
        elif name == "w:gridBefore":
            self.row += [""] * min(number(attributes.get("w:val"), 0), WIDEST)
        elif name == "w:gridSpan" and self.cell:
            self.cell.span = max(1, min(number(attributes.get("w:val"), 1), WIDEST))
        elif name == "w:vMerge" and self.cell:
            self.cell.is_merged = attributes.get("w:val", "continue") == "continue"
        return name in _SPANS or name in ("w:tr", "w:tc")

    def add(self, text: str) -> None:
        """A paragraph of the present cell."""
        if self.cell and text.strip():
            self.cell.texts.append(text)

    def end(self, name: str) -> int:
        """An element ends; how many characters the table has grown by repeating them."""
        if name == "w:tc" and self.cell:
            return self._end_cell(self.cell)
        if name == "w:tr":
            self.rows.append(self.row)
            self.row = []
        return 0

    def _end_cell(self, cell: Cell) -> int:
        self.cell = None
        place = len(self.row)
        text = "\n".join(cell.texts)
        if cell.is_merged and self.rows and place < len(self.rows[-1]):
            text = MERGED + self.rows[-1][place].removeprefix(MERGED)[:LONGEST_REPEATED]
        cells = ([text] * cell.span)[: max(0, WIDEST - place)]
        self.row += cells
        return len(text) * max(0, len(cells) - 1) + (len(text) if cell.is_merged else 0)
