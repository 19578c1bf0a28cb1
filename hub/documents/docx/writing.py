"""A Word file as it grows: the package first, the body as blocks come, what it leads to last."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from ..tree import Block, Document, Page
from .body import xml_of
from .package import package

_BODY, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class DocxWriter:
    """Writes one file: `add` blocks as often as there are more, then `close`. Holds no more than the addresses in memory."""

    def __init__(self, file: IO[bytes], page: Page) -> None:
        self._links: dict[str, str] = {}
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        with ZipFile(BytesIO(package(page))) as made:
            for name in made.namelist():
                if name not in {_BODY, _RELATIONS}:
                    self._zip.writestr(name, made.read(name))
            before, mark, after = made.read(_BODY).decode().partition("<w:sectPr")
            self._relations = made.read(_RELATIONS).decode()
        self._end = mark + after
        self._body = self._zip.open(_BODY, "w")
        self._body.write(before.encode())

    def add(self, blocks: Iterable[Block]) -> None:
        """Write the blocks after those that are there."""
        self._body.write("".join(xml_of(block, self._link) for block in blocks).encode())

    def abandon(self) -> None:
        """Let go of what was written, which is no whole file; nothing after `close`."""
        self._body.close()
        self._zip.close()

    def close(self) -> None:
        """End the body and the package; the file itself stays open."""
        self._body.write(self._end.encode())
        self._body.close()
        added = "".join(
            f'<Relationship Id="{id_}" Type="{_HYPERLINK}" Target={quoteattr(href)} TargetMode="External"/>'
            for href, id_ in self._links.items()
        )
        self._zip.writestr(_RELATIONS, self._relations.replace("</Relationships>", f"{added}</Relationships>"))
        self._zip.close()

    def _link(self, href: str) -> str:
        return self._links.setdefault(href, f"rIdLink{len(self._links) + 1}")


def write(document: Document, file: IO[bytes]) -> None:
    """Write the whole document into the file."""
    writer = DocxWriter(file, document.page)
    writer.add(document.blocks)
    writer.close()
