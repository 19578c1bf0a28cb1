"""The ZIP archive that a .docx is, refused before anything is unpacked where its sizes promise harm."""

import os
import posixpath
import struct
import zipfile
from typing import IO, BinaryIO

MOST_ENTRIES = 2_000
LARGEST_DIRECTORY = 1024 * 1024
LARGEST_TOTAL = 200 * 1024 * 1024
LARGEST_XML = 48 * 1024 * 1024
"""Bytes of one XML part; two hundred pages need some five million."""
HIGHEST_RATIO = 300
_RATIO_MATTERS = 2 * 1024 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".docx", ".docm")
_EMBEDDED = "word/embeddings/"


class Refused(Exception):
    """The file is not read; `args[0]` is one of the codes that `process` has a sentence for."""


def open_archive(file: BinaryIO) -> zipfile.ZipFile:
    """The archive in `file`. Raises `Refused`: `broken`, `bomb`."""
    _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise Refused("broken") from error
    _check_entries(archive.infolist())
    return archive


def _check_directory(file: BinaryIO) -> None:
    """Look at the end record alone, before zipfile makes an object of every entry."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Refused("broken")
    entries, directory = struct.unpack("<HL", tail[at + 10 : at + 16])
    if entries > MOST_ENTRIES or directory > LARGEST_DIRECTORY:
        raise Refused("bomb")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise Refused("bomb")
    for entry in entries:
        swells = entry.file_size > _RATIO_MATTERS and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size)
        nested = entry.filename.lower().endswith(_ARCHIVES) and not entry.filename.startswith(_EMBEDDED)
        if swells or nested or entry.flag_bits & 1:
            raise Refused("encrypted" if entry.flag_bits & 1 else "bomb")


def open_part(archive: zipfile.ZipFile, name: str) -> IO[bytes] | None:
    """The XML part of that name, to be read piece by piece; None where there is none. Raises `Refused`."""
    try:
        info = archive.getinfo(posixpath.normpath(name.lstrip("/")))
    except KeyError:
        return None
    if info.file_size > LARGEST_XML:
        raise Refused("bomb")
    try:
        return archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, struct.error) as error:
        raise Refused("broken") from error
