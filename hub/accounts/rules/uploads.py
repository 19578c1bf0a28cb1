"""How much of an uploaded file is taken, and the one way to refuse it."""

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED_BYTES = 8 * 1024 * 1024
MAX_ENTRIES = 200
MAX_RATIO = 100
"""Unpacked to packed; Excel's own XML stays under 30."""
MAX_ROWS = 2000
MAX_GAP = 20 * MAX_ROWS
"""Empty lines that are looked through for more."""
MAX_COLUMNS = 40
MAX_CELL = 500


class Unreadable(Exception):
    """The file cannot be taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
