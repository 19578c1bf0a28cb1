"""CSV as office programs write it: several encodings, several separators."""

import csv
import io

from ..rules.uploads import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Unreadable

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_delimited(content: bytes) -> list[list[str]]:
    """The table in a CSV, separated by comma, tab or semicolon; raises Unreadable (`encoding`, `broken`, `rows`)."""
    text = _decode(content)
    beginning = "".join(text.splitlines()[:5])
    separator = max(",\t;", key=beginning.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Unreadable("broken") from error
    if len(table) > MAX_ROWS:
        raise Unreadable("rows")
    return [[cell[:MAX_CELL] for cell in row[:MAX_COLUMNS]] for row in table]


def _decode(content: bytes) -> str:
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("encoding")
