"""Files made to do harm: refused within two seconds, within 200 MB (docs/security.md)."""

import io
import re
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import psutil
import pytest

from hub.core.errors import Invalid
from hub.plan.importer.source.docx import process
from hub.plan.importer.source.docx.worker import MEMORY
from tests.plan.documents import W, archive, docx, paragraph, read

pytestmark = pytest.mark.slow

GIGABYTE = 1024**3
SECONDS, MEGABYTES = 2.0, 200


def _nested() -> bytes:
    inner = archive({"data.txt": bytes(10_000_000)})
    for _ in range(5):
        inner = archive({f"{number}.zip": inner for number in range(10)})
    return docx("", extra={"word/more.zip": inner})


def _huge_xml() -> bytes:
    """A document.xml of a gigabyte of blanks in a file of about a megabyte, written without ever holding it."""
    return _with_gigabyte("word/document.xml")


@cache
def _packed_gigabyte() -> tuple[bytes, int]:
    """A gigabyte of blanks, deflated, and its checksum."""
    packer, crc, packed = zlib.compressobj(6, zlib.DEFLATED, -15), 0, []
    piece = b" " * (1 << 20)
    for _ in range(GIGABYTE >> 20):
        packed.append(packer.compress(piece))
        crc = zlib.crc32(piece, crc)
    return b"".join(packed) + packer.flush(), crc


def _with_gigabyte(name: str) -> bytes:
    raw, size = name.encode(), GIGABYTE
    packed, crc = _packed_gigabyte()
    about = struct.pack("<HHHHIIIHH", 20, 0, 8, 0, crc, len(packed), size, len(raw), 0)
    entry = b"PK\x03\x04" + about + raw + packed
    listed = b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    return entry + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(entry), 0)


def _lying() -> bytes:
    """The same gigabyte, its directory saying that it is small."""
    data = bytearray(_huge_xml())
    small = struct.pack("<I", 1000)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(mark) + offset
        data[at : at + 4] = small
    return bytes(data)


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY e0 "1. 甲。（责任单位：区教育局）">{levels}]>'
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>'
    return docx("", extra={"word/document.xml": (doctype + body).encode()})


def _outside_entity() -> bytes:
    doctype = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return docx("", extra={"word/document.xml": (doctype + f'<w:document xmlns:w="{W}">&x;</w:document>').encode()})


def _deep() -> bytes:
    return docx("<w:sdt>" * 200_000 + "</w:sdt>" * 200_000)


def _many_entries() -> bytes:
    return archive({f"word/{number}.xml": b"" for number in range(5_000)})


def _wide_merged_table() -> bytes:
    """A megabyte of text in one cell that a thousand rows of sixty columns repeat."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="60"/><w:vMerge{}/></w:tcPr>{}</w:tc>'
    first = "<w:tr>" + cell.format(' w:val="restart"', paragraph("长" * 300_000)) + "</w:tr>"
    return docx("<w:tbl>" + first + ("<w:tr>" + cell.format("", paragraph("")) + "</w:tr>") * 1000 + "</w:tbl>")


def _endless_text() -> bytes:
    return docx(paragraph("甲" * 30_000) * 400)


BOMBS = {
    "nested archives": _nested,
    "a gigabyte of XML": _huge_xml,
    "a gigabyte that says it is small": _lying,
    "entities of entities": _entities,
    "an entity from outside": _outside_entity,
    "depth": _deep,
    "entries": _many_entries,
    "merged cells": _wide_merged_table,
    "text": _endless_text,
    "a gigabyte in another part": lambda: _with_gigabyte("word/media/image1.png"),
}


@pytest.fixture(scope="module", params=BOMBS)
def bomb(request: pytest.FixtureRequest) -> bytes:
    return BOMBS[request.param]()


def test_a_bomb_is_refused_with_a_sentence_in_two_seconds(bomb: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(Invalid) as refusal:
        read(bomb, "plan.docx")
    assert time.monotonic() - begun < SECONDS
    assert re.search(r"[\u4e00-\u9fff]{6}", refusal.value.message)
    assert "/" not in refusal.value.message.replace(".txt、.md、.docx", "")


def test_the_process_stays_below_200_megabytes(bomb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    peaks: list[int] = []
    ended: Callable[[int], bool] = process._has_ended

    def watch(child: int) -> bool:
        try:
            peaks.append(psutil.Process(child).memory_info().rss)
        except psutil.Error:
            peaks.append(0)
        return ended(child)

    monkeypatch.setattr(process, "_has_ended", watch)
    monkeypatch.setattr(process, "_LONGEST_PAUSE", 0.005)
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Invalid):
        read(bomb, "plan.docx")
    assert peaks
    assert max(peaks) < MEGABYTES * 1024 * 1024
    assert MEMORY <= MEGABYTES * 1024 * 1024
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - here < 100 * 1024


def test_a_process_that_hangs_is_ended_at_its_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_WORKER", "tests.plan.hanging")
    monkeypatch.setattr(process, "SECONDS", 0.5)
    begun = time.monotonic()
    with pytest.raises(Invalid):
        process.read_docx(docx(""))
    assert 0.5 <= time.monotonic() - begun < 5


def test_pictures_and_embedded_sheets_are_no_bombs() -> None:
    sheet = archive({"xl/workbook.xml": b"<x/>"})
    data = docx(
        paragraph("1. 甲。乙。（责任单位：区教育局）"),
        extra={"word/embeddings/Sheet.xlsx": sheet, "word/media/image1.png": bytes(range(256)) * 4000},
    )
    assert read(data, "a.docx").items[0].title == "甲"


def test_a_stored_archive_is_read_too() -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(paragraph("1. 甲。乙。（责任单位：区教育局）")))) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert read(file.getvalue(), "a.docx").items[0].title == "甲"
