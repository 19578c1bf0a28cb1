"""The files of an export as they grow: a text, Word files of bounded length, or all of it in one ZIP."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from ...core.i18n import _
from ...documents import markdown
from ...documents.docx import DocxWriter
from ...documents.tree import Block, Paragraph, Run
from ..shapes import MessageView
from .composing import Composer, Head, opening, page_of
from .hooks import Enclosure

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


class Sink(Protocol):
    """Something that takes messages page by page."""

    def add(self, messages: list[MessageView]) -> None:
        """Write the next messages."""

    def close(self) -> None:
        """Write what comes last, and close the file."""

    def abandon(self) -> None:
        """Let the file go as it is; nothing where it is closed."""


class MarkdownFile:
    """One text; its first and its last line say who took it away."""

    def __init__(self, path: Path, head: Head) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._head, self._composer = head, Composer(head)
        self._write((*_mark(head), *opening(head)))

    def add(self, messages: list[MessageView]) -> None:
        """Write the next messages."""
        self._write(self._composer.blocks(messages))

    def close(self) -> None:
        """Write who took it away once more."""
        self._file.write("".join(markdown.pieces(_mark(self._head))).rstrip() + "\n")
        self._file.close()

    def abandon(self) -> None:
        """Let the file go as it is."""
        self._file.close()

    def _write(self, blocks: Iterable[Block]) -> None:
        self._file.writelines(markdown.pieces(blocks))


class DocxFiles:
    """Word files in a folder, each with at most `limit` messages: 1.docx, 2.docx, …"""

    def __init__(self, folder: Path, head: Head, limit: int) -> None:
        self._folder, self._head, self._limit = folder, head, limit
        self._room = 0
        self._composer = Composer(head)
        self._file: IO[bytes] | None = None
        self._writer: DocxWriter | None = None
        self.paths: list[Path] = []

    def add(self, messages: list[MessageView]) -> None:
        """Write the next messages, into a new file where one is full."""
        while messages:
            if self._room == 0:
                self._next()
            now, messages = messages[: self._room], messages[self._room :]
            self._room -= len(now)
            if self._writer is not None:
                self._writer.add(self._composer.blocks(now))

    def close(self) -> None:
        """End the last file."""
        if self._writer is not None:
            self._writer.close()
        self.abandon()

    def abandon(self) -> None:
        """Let the last file go as it is."""
        if self._writer is not None and self._file is not None:
            self._writer.abandon()
            self._file.close()
        self._writer = None

    def _next(self) -> None:
        self.close()
        self.paths.append(self._folder / f"{len(self.paths) + 1}.docx")
        self._file = self.paths[-1].open("wb")
        self._writer = DocxWriter(self._file, page_of(self._head))
        self._writer.add(opening(self._head))
        self._composer = Composer(self._head)  # each file says again which day it is
        self._room = self._limit


def pack(path: Path, name: str, text: Path, words: list[Path]) -> None:
    """Begin the ZIP with the text and the Word files, called `name`, numbered where there are several."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.write(text, f"{name}.md")
        for number, file in enumerate(words, start=1):
            archive.write(file, f"{name}-{number}.docx" if len(words) > 1 else f"{name}.docx", ZIP_STORED)


def enclose(path: Path, enclosures: Iterable[tuple[int, Enclosure]]) -> None:
    """Add files to the ZIP, each under its message's number; they come packed as they are, piece by piece."""
    inner = _("附件")
    with ZipFile(path, "a", ZIP_STORED) as archive:
        for seq, enclosure in enclosures:
            inside = f"{inner}/{seq:06d}-{_safe(enclosure.name)}"
            with enclosure.open() as source, archive.open(_unused(archive, inside), "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 256 * 1024)


def _mark(head: Head) -> tuple[Block, ...]:
    return (Paragraph((Run(page_of(head).header, quiet=True),)),)


def _safe(name: str) -> str:
    return _UNSAFE.sub("", name).strip(". ")[-80:] or "file"


def _unused(archive: ZipFile, name: str) -> str:
    return next(one for one in _numbered(name) if one not in archive.NameToInfo)


def _numbered(name: str) -> Iterator[str]:
    yield name
    stem, dot, extension = name.rpartition(".")
    for number in range(2, 10_000):
        yield f"{stem}-{number}.{extension}" if dot else f"{name}-{number}"
