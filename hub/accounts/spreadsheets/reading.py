"""An uploaded file as a table of text, whatever program wrote it; CPU work, to be done off the loop."""

from ..rules.uploads import MAX_BYTES, Unreadable
from .delimited import read_delimited
from .xlsx import read_xlsx

__all__ = ["Unreadable", "read_table"]

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_table(content: bytes) -> list[list[str]]:
    """The first sheet of an XLSX, or a CSV in UTF-8, UTF-16 or GB18030; told apart by content, not by name.

    Raises Unreadable with a code: `empty`, `large`, `old_excel`, `broken`, `bomb`, `encoding`, `rows`.
    """
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > MAX_BYTES:
        raise Unreadable("large")
    if content.startswith(_OLD_EXCEL):
        raise Unreadable("old_excel")
    return read_xlsx(content) if content.startswith(b"PK") else read_delimited(content)
