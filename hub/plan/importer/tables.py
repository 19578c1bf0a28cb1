"""Items from the rows of a plan's table, under whichever columns its header names."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .source.blocks import MERGED, Table
from .source.columns import Column, header_of, is_number, is_section
from .words.numerals import number_of

_HEADER_ROWS = 4
_MOST_DISTINCT = 0.75
_MOST_TEXTS = 60


@dataclass(frozen=True)
class Row:
    """An item as a row gives it; cells of one kind are joined by line breaks, those of text are kept apart."""

    label: str
    section: str
    texts: tuple[str, ...]
    lead: str = ""
    responsible: str = ""
    support: str = ""
    due: str = ""

    @property
    def number(self) -> int | None:
        """The number in the number's column; None where there is none."""
        return number_of(re.sub(r"[（()）.．、\s第项条]", "", self.label))


def rows_of(table: Table, section: str) -> list[Row] | None:
    """The items of a table that stands under the heading `section`; None where it is no table of tasks."""
    found = _header(table.rows)
    return _Reader(found[0], section).read(table.rows[found[1] :]) if found else None


def parted_at_header(table: Table) -> tuple[Table, Table] | None:
    """What stands above the header of a table of tasks, and the table from its lowest header row; None where it has none."""
    found = _header(table.rows)
    if not found:
        return None
    upper = next(place for place, cells in enumerate(table.rows) if header_of(bare(cells)))
    return Table(table.rows[:upper]), Table(table.rows[found[1] - 1 :])


def bare(cells: Sequence[str]) -> list[str]:
    """The cells without the mark of those merged with the one above."""
    return [cell.removeprefix(MERGED) for cell in cells]


def _header(rows: Sequence[Sequence[str]]) -> tuple[tuple[Column, ...], int] | None:
    """The columns, and the first row below the header; where it has two rows the lower one says more."""
    for place, cells in enumerate(rows[:_HEADER_ROWS]):
        columns = header_of(bare(cells))
        if columns:
            following = rows[place + 1] if place + 1 < len(rows) else ()
            lower = header_of(bare(following)) if len(following) > 1 else None
            return (lower, place + 2) if lower and len(lower) == len(columns) else (columns, place + 1)
    return None


class _Reader:
    """Takes one row after another."""

    def __init__(self, columns: tuple[Column, ...], section: str) -> None:
        self.columns, self.section = columns, section
        self.rows: list[Row] = []

    def read(self, rows: Sequence[Sequence[str]]) -> list[Row]:
        for cells in rows:
            filled = [cell for cell in cells if cell.strip(MERGED + " \n")]
            if filled and not header_of(cells):
                self._take(cells, filled)
        return _with_repeated_texts_as_sections(self.rows)

    def _take(self, cells: Sequence[str], filled: Sequence[str]) -> None:
        if self._is_section(cells, filled):
            self.section = _clean(filled[0])
        elif self.rows and len(self.rows[-1].texts) < _MOST_TEXTS and self._continues(cells):
            self.rows[-1] = _merged(self.rows[-1], self._row(cells))
        else:
            self.rows.append(self._row(cells))
            self.section = self.rows[-1].section

    def _is_section(self, cells: Sequence[str], filled: Sequence[str]) -> bool:
        """A heading across the table: one cell over all columns, or alone in its row."""
        if len(self.columns) < 2 or is_number(filled[0]):
            return False
        if len(cells) > 1 and len(set(cells)) == 1:
            return True
        if len(filled) > 1 or filled[0].startswith(MERGED):
            return False
        return is_section(filled[0]) or (Column.NUMBER in self.columns and self._stands_in_front(cells, filled[0]))

    def _stands_in_front(self, cells: Sequence[str], cell: str) -> bool:
        """Whether a cell alone in its row, no sentence, stands in the first column, or the first that has words."""
        place = cells.index(cell)
        words = Column.SECTION if Column.SECTION in self.columns else Column.TEXT
        return "。" not in cell and place in (0, self.columns.index(words))

    def _continues(self, cells: Sequence[str]) -> bool:
        """Whether a row goes on with the item above: its number, or else its task, is the same cell, or empty."""
        kind = Column.NUMBER if any(row.label for row in self.rows) else Column.TEXT
        keys = [cell for column, cell in zip(self.columns, cells, strict=False) if column is kind]
        return all(not key.strip() or key.startswith(MERGED) for key in keys[:1])

    def _row(self, cells: Sequence[str]) -> Row:
        by_kind: dict[Column, list[str]] = {kind: [] for kind in Column}
        for kind, cell in zip(self.columns, cells, strict=False):
            text = cell.removeprefix(MERGED).strip()
            if text and text not in by_kind[kind]:
                by_kind[kind].append(text)
        sections = by_kind[Column.SECTION]
        return Row(
            "".join(by_kind[Column.NUMBER][:1]),
            _clean(sections[0]) if sections else self.section,
            tuple(by_kind[Column.TEXT]),
            *("\n".join(by_kind[kind]) for kind in (Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT, Column.DUE)),
        )


def _clean(cell: str) -> str:
    return re.sub(r"\s", "", cell)


def _merged(upper: Row, lower: Row) -> Row:
    def both(first: str, second: str, gap: str = "\n") -> str:
        return first if second in first.split(gap) else f"{first}{gap}{second}".strip(gap)

    return replace(
        upper,
        texts=upper.texts + tuple(text for text in lower.texts if text not in upper.texts),
        lead=both(upper.lead, lower.lead),
        responsible=both(upper.responsible, lower.responsible),
        support=both(upper.support, lower.support),
        due=both(upper.due, lower.due, "；"),
    )


def _with_repeated_texts_as_sections(rows: list[Row]) -> list[Row]:
    """Where the first column of text repeats itself over the rows, it heads a section; the next one names the tasks."""
    firsts = [row.texts[0] for row in rows if len(row.texts) > 1]
    if len(firsts) < max(2, len(rows)) or len(set(firsts)) > _MOST_DISTINCT * len(firsts):
        return rows
    if any(row.section for row in rows):
        often = {first for first, count in Counter(firsts).items() if count > 1}
        return [replace(row, texts=(*row.texts[1:], row.texts[0])) if row.texts[0] in often else row for row in rows]
    return [replace(row, section=_clean(row.texts[0]), texts=row.texts[1:]) for row in rows]
