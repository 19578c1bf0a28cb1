"""Pasted tables whose every cell has fallen onto a line of its own: the header's cells, then 1 and its cells, then 2 …"""

from collections.abc import Iterator, Sequence
from itertools import islice

from ..outline.edges import is_date, is_signature, is_tail
from ..words.names import is_unit_like
from ..words.numerals import number_of
from .blocks import Table
from .columns import Column, column_of, header_of, is_section

_FEWEST_COLUMNS, _MOST_COLUMNS = 4, 10
_MOST_LINES_OF_A_ROW = 80


def upright_table(rows: Sequence[str], at: int) -> tuple[Table, int] | None:
    """The table that begins with row `at`, and the first row after it; None where none does."""
    if column_of(rows[at]) is not Column.NUMBER:
        return None
    lines = _filled(rows, at)
    names: list[str] = []
    for place, line in islice(lines, _MOST_COLUMNS + 1):
        if number_of(line) == 1 or is_section(line):
            header = header_of(names) if len(names) >= _FEWEST_COLUMNS else None
            return _Reader(rows, names, header).read(place) if header else None
        names.append(line)
    return None


def _filled(rows: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    return ((place, rows[place].strip()) for place in range(at, len(rows)) if rows[place].strip())


class _Reader:
    """Takes one line after another; a row begins where the next number is due."""

    def __init__(self, rows: Sequence[str], names: list[str], header: tuple[Column, ...]) -> None:
        self.rows, self.header = rows, header
        self.table: list[tuple[str, ...]] = [tuple(names)]
        self.cells: list[tuple[int, str]] = []
        self.due, self.section_at = 1, 0

    def read(self, at: int) -> tuple[Table, int]:
        """Take lines from `at` on while they belong to the table; returns it and the first line after it."""
        for place, line in _filled(self.rows, at):
            if not self._take(place, line):
                end = place
                break
        else:
            end = len(self.rows)
        end = self._give_back(end)
        self._close()
        return Table(tuple(self.table)), end

    def _give_back(self, end: int) -> int:
        """Who signs below the table is none of its cells, nor is the next heading; returns the first line after it."""
        if not self.cells and len(self.table[-1]) == 1:
            self.table.pop()
            return self.section_at
        while (
            len(self.cells) > len(self.header) and is_signature(self.cells[-1][1]) and is_unit_like(self.cells[-1][1])
        ):
            end = self.cells.pop()[0]
        return end

    def _take(self, place: int, line: str) -> bool:
        if number_of(line.rstrip(".、．")) == self.due:
            self._close()
            self.cells = [(place, line)]
            self.due += 1
        elif is_section(line):
            self._close()
            self.table.append((line,))
            self.section_at = place
        elif self.cells and len(self.cells) < _MOST_LINES_OF_A_ROW and not is_tail(line) and not is_date(line):
            self.cells.append((place, line))
        else:
            return False
        return True

    def _close(self) -> None:
        if len(self.cells) > 1:
            self.table.append(self._fitted([line for _place, line in self.cells]))
        self.cells = []

    def _fitted(self, cells: list[str]) -> tuple[str, ...]:
        """As many cells as columns: lines too many belong to the task's text."""
        surplus = len(cells) - len(self.header)
        text = self.header.index(Column.TEXT)
        if surplus <= 0:
            return tuple(cells)
        return (*cells[:text], "\n".join(cells[text : text + surplus + 1]), *cells[text + surplus + 1 :])
