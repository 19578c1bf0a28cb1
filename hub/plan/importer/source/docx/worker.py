"""The process in which a .docx is read: the file on standard input, JSON on standard output, hard limits on memory and time."""

import json
import posixpath
import resource
import signal
import sys
import zipfile
from collections.abc import Mapping
from typing import Any, BinaryIO

from .archive import Refused, open_archive
from .document import DocumentReader
from .numbering import NumberingReader
from .styles import StyleReader
from .xml import read_part

MEMORY = 192 * 1024 * 1024
SECONDS = 20
_DOCUMENT = "/officeDocument"


class _Relations:
    """Listens to _rels/.rels for the name of the main part."""

    def __init__(self) -> None:
        self.target = "word/document.xml"

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name == "Relationship" and attributes.get("Type", "").endswith(_DOCUMENT):
            self.target = attributes.get("Target", self.target).lstrip("/")

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, characters: str) -> None:
        """Relations have no text."""


def read(file: BinaryIO) -> list[list[Any]]:
    """The blocks of the .docx in `file`. Raises `Refused`."""
    with open_archive(file) as archive:
        return _blocks(archive)


def _blocks(archive: zipfile.ZipFile) -> list[list[Any]]:
    relations, styles, numbering = _Relations(), StyleReader(), NumberingReader()
    read_part(archive, "_rels/.rels", relations)
    folder = posixpath.dirname(relations.target)
    read_part(archive, posixpath.join(folder, "styles.xml"), styles)
    read_part(archive, posixpath.join(folder, "numbering.xml"), numbering)
    reader = DocumentReader(numbering.numbering, styles)
    if not read_part(archive, relations.target, reader):
        raise Refused("other")
    return reader.blocks


def main() -> None:
    """Read standard input; write `{"blocks": …}` or `{"refused": code}`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(SECONDS)
    try:
        answer: dict[str, Any] = {"blocks": read(sys.stdin.buffer)}
    except Refused as refusal:
        answer = {"refused": refusal.args[0]}
    except MemoryError:
        answer = {"refused": "bomb"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
