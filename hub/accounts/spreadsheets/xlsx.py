"""The first sheet of an XLSX, after a look at what unpacking it would cost (docs/security.md)."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from ..rules.uploads import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ENTRIES,
    MAX_GAP,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    Unreadable,
)

_DECLARATION = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T)", re.IGNORECASE)


def read_xlsx(content: bytes) -> list[list[str]]:
    """Its cells as text, without formulas' texts; raises Unreadable (`bomb`, `broken`, `rows`)."""
    try:
        _weigh(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about styles and validations that it leaves out
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return _first_sheet(book)
            finally:
                book.close()
    except Unreadable:
        raise
    except Exception as error:  # a damaged file surfaces as almost any exception of zipfile, the XML parser or openpyxl
        raise Unreadable("broken") from error


def _weigh(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
            raise Unreadable("bomb")
        if any(entry.file_size > MAX_RATIO * max(entry.compress_size, 100) for entry in entries):
            raise Unreadable("bomb")
        for entry in entries:  # reading stops at the declared size, so the sum above holds
            if _DECLARATION.search(archive.read(entry)):
                raise Unreadable("bomb")


def _first_sheet(book: Any) -> list[list[str]]:
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file claims need not be so
    table: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)):
        cells = [_text(value) for value in row]
        if any(cells) and number >= MAX_ROWS or number >= MAX_GAP:
            raise Unreadable("rows")
        if not any(cells):
            continue
        table += [[]] * (number - len(table))  # lines keep their numbers
        table.append(cells)
    return table


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)[:MAX_CELL]
