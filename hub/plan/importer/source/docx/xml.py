"""A stream of XML events without trees, entities or document types: what cannot grow cannot burst."""

import zipfile
import zlib
from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from .archive import Refused, open_part

PIECE = 64 * 1024
DEEPEST = 400
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


class Handler(Protocol):
    """Who listens: `start` and `end` of elements by local name, `text` between them."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, characters: str) -> None:
        """Characters inside an element."""


def read_part(archive: zipfile.ZipFile, name: str, handler: Handler) -> bool:
    """Send the events of a part to `handler`; False where the archive has no such part.

    Raises `Refused`: `bomb` for a document type (entities need one) or absurd depth, `broken` for anything malformed.
    """
    part = open_part(archive, name)
    if part is None:
        return False
    parser = _parser(handler)
    try:
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Refused("broken") from error
    return True


def _parser(handler: Handler) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("bomb")
        handler.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_local(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_declaration: object) -> None:
    raise Refused("bomb")


def _local(name: str) -> str:
    """`w:p` for whatever prefix the document gives Word's namespace; the plain local name for others."""
    namespace, _space, local = name.rpartition(" ")
    return f"w:{local}" if namespace in _WORD else local
