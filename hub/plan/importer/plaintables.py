"""Tables without a header that says what they are: tasks if their cells look like it, else lines of text."""

import re
from collections.abc import Iterator, Sequence

from .source.blocks import MERGED, Block, Line, Table
from .source.columns import Column, header_of, is_number
from .source.lines import line_of
from .tables import bare, parted_at_header
from .units.matching import Lookup
from .units.parties import are_plausible, parties_in
from .words.due import reads_as_due

_CONTINUED = re.compile(r"[（(]?\s*(?:续\s*上?\s*表|接\s*上\s*[页表])\s*\d{0,2}\s*[）)]?")
_FEWEST_ROWS = 2
_NEARLY_ALL = 0.8


def without_plain_tables(blocks: Sequence[Block], lookup: Lookup) -> list[Block]:
    """The blocks with every table either one of tasks with a header, or dissolved into its lines.

    A table without a header that goes on with the numbers and columns of the one before has been torn from it.
    """
    found: list[Block] = []
    header: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, Line):
            found += [] if _CONTINUED.fullmatch(block.text) else [block]
            continue
        above, table = parted_at_header(block) or (None, _with_header(block, header, lookup))
        found += _lines(above) if above else []
        if not table:
            found += _lines(block)
        elif found and isinstance(found[-1], Table) and table.rows[0] == header:
            found[-1] = Table(found[-1].rows + table.rows[1:])
        else:
            found.append(table)
        header = table.rows[0] if table else header
    return found


def _with_header(table: Table, header: tuple[str, ...], lookup: Lookup) -> Table | None:
    """The table under the header of the one before, or one that its cells suggest; None where it is none of tasks."""
    if not (header and _goes_on(table, header)):
        header = _header_by_content(table, lookup) or ()
    return Table((header, *table.rows)) if header else None


def _goes_on(table: Table, header: tuple[str, ...]) -> bool:
    """Whether a table has the columns of `header`, with numbers where it has them."""
    columns = header_of(bare(header)) or ()
    if Column.NUMBER not in columns or any(len(row) != len(header) for row in table.rows):
        return False
    numbers = [row[columns.index(Column.NUMBER)] for row in table.rows if len(set(row)) > 1]
    return any(map(is_number, numbers)) and all(is_number(cell) or not cell.strip(MERGED + " ") for cell in numbers)


def _lines(table: Table) -> Iterator[Line]:
    for row in table.rows:
        seen: set[str] = set()
        for cell in row:
            if not cell.startswith(MERGED) and cell not in seen:
                seen.add(cell)
                yield from (line for text in cell.split("\n") if (line := line_of(text)))


def _header_by_content(table: Table, lookup: Lookup) -> tuple[str, ...] | None:
    """The header that a table of tasks lacks: numbers in its first column, names of units in another."""
    width = max((len(row) for row in table.rows), default=0)
    columns = [
        [row[place].removeprefix(MERGED).strip() for row in table.rows if place < len(row)] for place in range(width)
    ]
    if len(table.rows) < _FEWEST_ROWS or width < 3 or not all(is_number(cell) for cell in columns[0] if cell):
        return None
    kinds = [_content(cells, lookup) for cells in columns[1:]]
    units = [place for place, kind in enumerate(kinds) if kind == "责任单位"]
    if not units or "工作任务" not in kinds:
        return None
    if len(units) > 1:
        kinds[units[0]] = "牵头单位"
    return ("序号", *kinds)


def _content(cells: Sequence[str], lookup: Lookup) -> str:
    filled = [cell for cell in cells if cell]
    if not filled:
        return "备注"
    if sum(reads_as_due(cell) for cell in filled) >= _NEARLY_ALL * len(filled):
        return "完成时限"
    named = sum(are_plausible(parties_in(cell, lookup).parties, lookup, strictly=True) for cell in filled)
    return "责任单位" if named >= _NEARLY_ALL * len(filled) else "工作任务"
