"""Bytes in a folder of the data folder: a file for each key, written aside and renamed into place."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..core.errors import Unavailable
from ..core.i18n import _
from ..core.offload import offload

PIECE_BYTES = 64 * 1024
ASIDE = "aside"
"""The folder in which bytes are written before they have their name."""
OLD_SECONDS = 3600


class Folder:
    """A `Storage` in a folder, for its owner alone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        _clear(root / ASIDE)

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; written in a native thread, which waits for the disk."""
        with _told():
            offload(_write, self._root, self._root / key, data)

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes, 64 KiB at a time."""
        file = (self._root / key).open("rb")
        file.seek(start)
        return _pieces(file, length)

    def size(self, key: str) -> int:
        """From the file system."""
        return (self._root / key).stat().st_size

    def delete(self, key: str) -> None:
        """Remove the file, and its folder when nothing else is in it."""
        path = self._root / key
        with _told():
            path.unlink(missing_ok=True)
        if path.parent != self._root and path.parent.exists() and not any(path.parent.iterdir()):
            _remove_empty(path.parent)

    def keys(self, prefix: str) -> list[str]:
        """Those in one folder."""
        folder = self._root / prefix
        if not folder.is_dir():
            return []
        return sorted(f"{prefix}{path.name}" for path in folder.iterdir())


def _write(root: Path, path: Path, data: bytes) -> None:
    aside = root / ASIDE / secrets.token_hex(16)
    for folder in (*reversed([path.parent, *path.parent.parents]), aside.parent):
        if folder.is_relative_to(root):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _clear(aside: Path) -> None:
    """Remove what was being written when a process was killed; what another process is writing now is young."""
    if not aside.is_dir():
        return
    for path in aside.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - OLD_SECONDS:
                path.unlink()


def _sync(folder: Path) -> None:
    """Have the new name on the disk, not only the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # somebody wrote into it meanwhile


def _pieces(file: BinaryIO, length: int | None) -> Iterator[bytes]:
    with file:
        left = length
        while left is None or left > 0:
            piece = file.read(PIECE_BYTES if left is None else min(PIECE_BYTES, left))
            if not piece:
                return
            left = None if left is None else left - len(piece)
            yield piece


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(_("服务器暂时存不下文件，请稍后重试；反复出现请联系系统管理员。")) from error
