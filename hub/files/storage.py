"""Where bytes lie: one small interface, a folder by default, an S3-compatible server where one is configured.

Never call it inside a transaction: it waits for disks and networks.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from ..core.addresses import object_store
from .bucket import Bucket
from .folder import Folder


class Storage(Protocol):
    """Bytes under keys (`files/ab/abcd…`); every method raises Unavailable while the place cannot be reached or is full."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes under `key`, all of them or none: safe against power cuts once this returns."""

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` on, `length` of them or to the end, piece by piece; FileNotFoundError at once."""

    def size(self, key: str) -> int:
        """How many bytes lie there; FileNotFoundError."""

    def delete(self, key: str) -> None:
        """Have nothing there any more; nothing happens where nothing was."""

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`, which ends in a slash."""


_storage: Storage | None = None


def open_storage(url: str, data_dir: Path) -> Storage:
    """Make `url` (checked by `core.config`), or the folder `files` in the data folder, the place of this process's files."""
    global _storage
    _storage = Bucket(object_store(url)) if url else Folder(data_dir / "files")
    return _storage


def storage() -> Storage:
    """The place of this process's files; RuntimeError before `open_storage`."""
    if _storage is None:
        raise RuntimeError("no storage is open")
    return _storage


def read(key: str) -> bytes:
    """All bytes under `key`; FileNotFoundError."""
    return b"".join(storage().open(key))
