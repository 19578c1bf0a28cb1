"""Files to download that no spreadsheet program takes for formulas (docs/security.md)."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV in UTF-8 with a byte order mark, as Excel opens it; cells that look like formulas get a ' in front."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe_cell(text: str) -> str:
    """The text such that a spreadsheet program shows it and does not compute it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def roster_template(heading: Sequence[str], examples: Iterable[Sequence[str]]) -> bytes:
    """An XLSX with a bold heading and example rows, all text."""
    book = Workbook()
    sheet = book.active
    sheet.append(list(heading))
    for row in examples:
        sheet.append([safe_cell(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in "ABCDE":
        sheet.column_dimensions[column].width = 22
    for row in sheet["A1:E500"]:
        for cell in row:
            cell.number_format = "@"  # logins like 001 stay as typed
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
