"""What may come in, by name and by bytes together; and what must not, however it is dressed up."""

import io
import struct

import pytest
from PIL import Image

from hub.core.errors import Invalid
from hub.files.images import redraw
from hub.files.kinds import KINDS, kind_named, require_right
from hub.files.rules import clean_name

from .samples import (
    SOUND,
    animation,
    archive,
    compound,
    docx,
    huge_png,
    noted_png,
    ofd,
    pdf,
    photograph,
    picture,
    pptx,
    with_entries,
    xlsx,
)

HTML = b"<!DOCTYPE html><html><body><script>alert(document.domain)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\0" * 300
ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 300
VBA = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
MACRO_TYPES = b'<Types><Default ContentType="application/vnd.ms-office.vbaProject"/></Types>'
BOM8 = b"\xef\xbb\xbf"


def _swapped(package: bytes, tail: bytes = b"") -> bytes:
    return package + tail


def _eocd_lies(package: bytes) -> bytes:
    """The directory is said to lie elsewhere."""
    at = package.rindex(b"PK\x05\x06")
    return package[: at + 16] + struct.pack("<I", 1) + package[at + 20 :]


HOSTILE: list[tuple[str, bytes]] = [
    # one thing in another's clothes
    *((name, HTML) for name in ("a.png", "a.jpg", "a.gif", "a.webp", "a.pdf", "a.docx", "a.doc", "a.txt")),
    *((name, HTML) for name in ("a.md", "a.csv", "a.zip", "a.ofd")),
    *((name, EXE) for name in ("a.png", "a.pdf", "a.docx", "a.xls", "a.txt", "a.zip", "a.wps")),
    *((name, ELF) for name in ("a.jpg", "a.pdf", "a.csv")),
    *((name, SVG) for name in ("a.png", "a.txt", "a.webp", "a.md")),
    ("a.png", picture("JPEG")),
    ("a.jpg", picture("PNG")),
    ("a.webp", picture("GIF")),
    ("a.pdf", docx()),
    ("a.docx", pdf()),
    ("a.docx", xlsx()),
    ("a.xlsx", docx()),
    ("a.pptx", xlsx()),
    ("a.doc", docx()),
    ("a.docx", compound("WordDocument")),
    ("a.doc", compound("Workbook")),
    ("a.doc", compound("\u4840\u3b3f\u43f2\u4438\u45b1")),  # an .msi installer: its tables have such names
    ("a.wps", compound("__properties_version1.0")),  # a mail with what hangs on it
    ("a.ofd", docx()),
    # two things at once
    ("a.pdf", pdf() + archive({"a.exe": EXE})),
    ("a.pdf", archive({"a.txt": b"x"}) + pdf()),
    ("a.pdf", b"MZ" + pdf()),
    ("a.pdf", HTML + pdf()),
    ("a.pdf", b"\n" + pdf()),
    ("a.pdf", pdf() + b"\0" * 10_000 + EXE),
    ("a.zip", EXE + archive({"a.txt": b"x"})),
    ("a.zip", archive({"a.txt": b"x"}) + EXE),
    ("a.zip", HTML + archive({"a.txt": b"x"})),
    ("a.docx", EXE + docx()),
    ("a.docx", pdf() + docx()),
    ("a.docx", docx() + HTML),
    ("a.docx", docx() + archive({"b.txt": b"x"})),
    ("a.xlsx", picture("GIF") + xlsx()),
    ("a.zip", picture("PNG") + archive({"a.txt": b"x"})),
    # macros
    ("a.docx", with_entries(docx(), VBA)),
    ("a.docx", with_entries(docx(), {"word/VBAPROJECT.BIN": b"x"})),
    ("a.docx", with_entries(docx(), {"word/vbaData.xml": b"x"})),
    ("a.xlsx", with_entries(xlsx(), {"xl/vbaProject.bin": b"x"})),
    ("a.xlsx", with_entries(xlsx(), {"xl/macrosheets/sheet1.xml": b"x"})),
    ("a.xlsx", with_entries(xlsx(), {"xl/activeX/activeX1.bin": b"x"})),
    ("a.pptx", with_entries(pptx(), {"ppt/vbaProject.bin": b"x"})),
    ("a.docx", archive({"[Content_Types].xml": MACRO_TYPES, "word/document.xml": b"x"})),
    ("a.docx", archive({"[Content_Types].xml": b"macroEnabled", "word/document.xml": b"x"})),
    ("a.docx", archive({"[Content_Types].xml": b" " * 2_000_000, "word/document.xml": b"x"})),
    ("a.doc", compound("WordDocument", "Macros", "VBA", "_VBA_PROJECT")),
    ("a.doc", compound("WordDocument", "_VBA_PROJECT")),
    ("a.xls", compound("Workbook", "_VBA_PROJECT_CUR")),
    ("a.xls", compound("Workbook", "vba")),
    ("a.wps", compound("WordDocument", "Macros")),
    # archives that do something when they are opened
    *(("a.zip", archive({name: b"x"})) for name in (
        "a.exe", "通知.pdf.EXE", "a.js", "a.vbs", "a.bat", "a.lnk", "a.hta", "a.scr ", "a.html", "a.svg", "a.docm", "x/y.jar",
        "../../etc/cron.d/a.txt", "..\\..\\a.txt", "/etc/passwd", "C:\\a.txt", "a/../../b.txt",
    )),
    ("a.ofd", with_entries(ofd(), {"Doc_0/Res/a.exe": EXE})),
    # broken
    ("a.docx", docx()[:-30]),
    ("a.docx", docx()[30:]),
    ("a.zip", _eocd_lies(archive({"a.txt": b"x"}))),
    ("a.zip", b"PK\x05\x06" + b"\0" * 18),
    ("a.zip", b"PK\x03\x04"),
    ("a.docx", archive({"word/document.xml": b"x"})),
    ("a.docx", archive({"[Content_Types].xml": b"<Types/>"})),
    ("a.pdf", b"%PDF-1.7\n"),
    ("a.pdf", b"%PDF-9.9\n%%EOF"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    # words that are none
    *(("a.txt", data) for data in (
        b"\x00\x01\x02", b"abc\x00def", b"#!/bin/sh\nrm -rf /", b"{\\rtf1 x}", b"%PDF-1.4 x", b"  \n\t" + HTML, BOM8 + HTML,
        b"@echo off\r\ndel *",
        b"GIF89a/*<svg/onload=alert(1)>*/=1;", b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", b"<?xml version='1.0'?><svg/>",
        b"text\n<script>alert(1)</script>",
        b"<!--x--><b>x", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n", b"\x1bc\x07", b"\x80\x81\xff\xff",
    )),
    ("a.csv", b"<table><tr><td>=cmd</td></tr></table>"),
    ("a.md", b"<iframe src=//evil>"),
]  # fmt: skip


def test_there_are_enough_hostile_files() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize(("name", "data"), SOUND.items(), ids=list(SOUND))
def test_what_people_have_may_come_in(name: str, data: bytes) -> None:
    assert require_right(clean_name(name), data) is kind_named(name)


def test_there_is_a_sample_of_every_kind() -> None:
    assert {name.rsplit(".")[-1] for name in SOUND} == set(KINDS)


@pytest.mark.parametrize(("name", "data"), HOSTILE, ids=[f"{n}-{name}" for n, (name, _data) in enumerate(HOSTILE)])
def test_what_is_not_what_it_claims_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Invalid, match="没有接收"):
        require_right(clean_name(name), data)


PICTURES = {
    "a page behind the picture": picture("PNG") + HTML,
    "an archive behind the picture": picture("JPEG") + archive({"a.exe": EXE}),
    "a program in the comment": photograph() + EXE,
    "notes": noted_png(),
    "a script in a GIF": picture("GIF").replace(b"GIF87a", b"GIF89a") + b"/*<script>alert(document.domain)</script>*/",
    "words in a chunk of a WebP": picture("WEBP") + HTML,
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=list(PICTURES))
def test_what_hides_in_a_picture_is_not_drawn_again(data: bytes) -> None:
    form = Image.open(io.BytesIO(data)).get_format_mimetype()
    assert form
    kept = redraw(data, form).data
    for hidden in (b"script", b"PK\x03\x04", b"MZ\x90", b"HUAWEI", "机密".encode(), b"xmpmeta"):
        assert hidden not in kept


BROKEN = {
    "cut off": picture("PNG")[:60],
    "cut in the middle": picture("JPEG", (400, 400))[:900],
    "too many pixels": huge_png(),
    "more pixels than there are bits": huge_png(2**31 - 1),
    "an animation with too many": animation("GIF", 2)[:-4] + b"\0" * 8,
    "no picture at all": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "a GIF without one": b"GIF89a" + b"\0" * 7,
    "a WebP without one": b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 8,
    "a JPEG of markers": b"\xff\xd8\xff\xe0" + b"\xff" * 200,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_or_enormous_picture_is_refused_with_a_sentence(data: bytes) -> None:
    media_type = {b"\x89P": "image/png", b"\xff\xd8": "image/jpeg", b"GI": "image/gif", b"RI": "image/webp"}[data[:2]]
    with pytest.raises(Invalid, match="图片"):
        redraw(data, media_type)


def test_an_archive_of_a_million_zeros_costs_nothing() -> None:
    bomb = archive({f"{n}.txt": b"" for n in range(25_000)})
    with pytest.raises(Invalid):
        require_right("a.zip", bomb)
