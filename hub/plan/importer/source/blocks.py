"""What every kind of source becomes before it is understood: lines of text and tables, in the document's order."""

from dataclasses import dataclass

SOFT = "\x1f"
"""Stands inside a rejoined paragraph where its lines were broken; never shown to anyone."""

MERGED = "\x1d"
"""Begins a table's cell that is one with the cell above it, whose text it repeats."""


@dataclass(frozen=True)
class Line:
    """One line or paragraph. The first `bold` characters of `text` are bold; `level` is that of a heading, 0 for none."""

    text: str
    bold: int = 0
    level: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of cells, whose text may hold line breaks. A cell merged over several columns or rows repeats its text."""

    rows: tuple[tuple[str, ...], ...]


Block = Line | Table
