"""Files of the older Office and of WPS: compound files (MS-CFB), told apart by the names in their directory."""

from collections.abc import Callable, Iterator

_BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_BYTES = 128
"""A directory entry, which begins with 64 bytes of name; all of them lie at multiples of this (MS-CFB 2.6.1)."""
_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros")


def has(*streams: str) -> Callable[[bytes], bool]:
    """A check for a compound file that has one of the streams, and no macros."""

    def check(data: bytes) -> bool:
        return (
            data.startswith(_BEGINNING)
            and any(_is_named(data, name) for name in streams)
            and not any(_is_named(data, name) for name in _MACROS)
        )

    return check


def _is_named(data: bytes, name: str) -> bool:
    """Whether the directory has an entry of this name; without regard to case, as the format compares them."""
    written = name.encode("utf-16-le") + b"\0\0"
    length = len(written).to_bytes(2, "little")
    return any(
        data[at : at + len(written)].lower() == written.lower() and data[at + 66] in {1, 2, 5}
        for at in _places(data, length)
    )


def _places(data: bytes, length: bytes) -> Iterator[int]:
    """Where entries with names of this length (a little-endian number at byte 64) may begin."""
    at = data.find(length, len(_BEGINNING) + 64)
    while at != -1:
        if (at - 64) % _ENTRY_BYTES == 0 and at + 3 <= len(data):
            yield at - 64
        at = data.find(length, at + 1)
