"""Tables inside plain text: Markdown's, and those pasted with tabs, commas or wide spaces."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence

from .blocks import Table
from .columns import Column, header_of, is_number, is_section
from .uprighttables import upright_table

Splitter = Callable[[str], list[str]]
Parts = Iterator[str | Table]

_RULE = re.compile(r"[\s|:+\-—─=]+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WIDE = re.compile(r"\t|\s{2,}|\u3000+")
_LONGEST_CELL = 5_000


def _by_pipes(row: str) -> list[str]:
    cells = re.split(r"(?<!\\)[|｜]", re.sub(r"^[|｜]|(?<!\\)[|｜]$", "", row.strip()))
    return [_BREAK.sub("\n", cell).replace("\\|", "|").replace("**", "").strip() for cell in cells]


def _by_tabs(row: str) -> list[str]:
    return [cell.strip() for cell in row.rstrip("\r\n").split("\t")]


def _by_wide_spaces(row: str) -> list[str]:
    return [cell for cell in _WIDE.split(row.strip()) if cell]


def _by_commas(row: str) -> list[str]:
    return next(csv.reader([row])) if row.count(",") > 1 else [row]


def _by_spaces(row: str) -> list[str]:
    return row.split()


_SPLITTERS: tuple[tuple[Splitter, Splitter], ...] = (
    (_by_pipes, _by_pipes),
    (_by_tabs, _by_tabs),
    (_by_commas, _by_commas),
    (_by_wide_spaces, _by_wide_spaces),
    (_by_spaces, _by_wide_spaces),
)


def with_tables(rows: Sequence[str]) -> Parts:
    """The rows in order, those that make up a table of a plan as one `Table`."""
    at = 0
    while at < len(rows):
        found = _table_at(rows, at)
        if found:
            table, at = found
            yield table
        else:
            yield rows[at]
            at += 1


def _table_at(rows: Sequence[str], at: int) -> tuple[Table, int] | None:
    if not rows[at].strip():
        return None
    for split_header, split in _SPLITTERS:
        cells = split_header(rows[at])
        if len(cells) > 1 and (header := header_of(cells)):
            return _Rows(rows, split, cells, header).read(at + 1)
    return upright_table(rows, at)


class _Rows:
    """The reading of a table's rows, one line at a time; a cell with line breaks in it spreads over several lines."""

    def __init__(self, rows: Sequence[str], split: Splitter, names: list[str], header: tuple[Column, ...]) -> None:
        self.rows, self.split, self.width = rows, split, len(names)
        self.cells: list[list[str]] = [names]
        self.numbered = header[0] is Column.NUMBER

    def read(self, at: int) -> tuple[Table, int]:
        """Take lines from `at` on while they belong to the table; returns it and the first line after it."""
        end = at
        while at < len(self.rows):
            row = self.rows[at]
            if row.strip() and not (_RULE.fullmatch(row) and row.strip("| \t")):
                if self._heads_what_follows(at) or not self._take(row):
                    break
                end = at + 1
            at += 1
        return Table(tuple(tuple(_unquoted(cell) for cell in cells) for cells in self.cells)), end

    def _heads_what_follows(self, at: int) -> bool:
        """Whether a section's heading stands after the table, not in it: no row of cells comes next."""
        if len(self.split(self.rows[at])) > 1 or not is_section(self.rows[at]):
            return False
        following = next((row for row in self.rows[at + 1 : at + 100] if row.strip()), "")
        return len(self.split(following)) < 2

    def _take(self, row: str) -> bool:
        cells = self.split(row)
        last = self.cells[-1]
        if self._is_open(last) and not self._starts_row(cells):
            last[-1] += "\n" + cells[0]
            last += cells[1:]
        elif len(cells) > 1:
            self.cells.append(cells)
        elif is_section(row):
            self.cells.append([row.strip()])
        elif last[-1].rstrip().endswith(("、", "，", ",", "；", ";")) and len(self.cells) > 1:
            last[-1] += "\n" + row.strip()
        else:
            return False
        return True

    def _is_open(self, last: list[str]) -> bool:
        """Whether the last row still waits for cells, or for the end of a quoted one."""
        quoted = last[-1].startswith('"') and last[-1].count('"') % 2 == 1
        return (quoted or 1 < len(last) < self.width) and len(last[-1]) < _LONGEST_CELL

    def _starts_row(self, cells: list[str]) -> bool:
        if len(cells) == 1:
            return is_section(cells[0])
        return is_number(cells[0]) if self.numbered else len(cells) == self.width


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell
