"""Files as people have them, made here: pictures, Office documents, archives; and what hides in some."""

import io
import struct
import zlib
from zipfile import ZIP_STORED, ZipFile

from docx import Document
from openpyxl import Workbook
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

LATITUDE = ((31.0, 13.0, 12.0), "N")
CAMERA = "HUAWEI Mate 60 SN-8823-4471"


def picture(form: str = "PNG", size: tuple[int, int] = (64, 40), mode: str = "RGB") -> bytes:
    """A picture with something to see on it: left half and right half differ."""
    image = Image.new(
        mode, size, {"RGB": (20, 90, 160), "RGBA": (20, 90, 160, 128), "L": 60, "CMYK": (10, 20, 30, 0)}[mode]
    )
    image.paste(
        {"RGB": (230, 220, 40), "RGBA": (230, 220, 40, 255), "L": 200, "CMYK": (90, 20, 30, 0)}[mode],
        (size[0] // 2, 0, *size),
    )
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def photograph(size: tuple[int, int] = (64, 40), orientation: int = 6) -> bytes:
    """A JPEG as a telephone takes it: lying on its side, with the place, the time, the camera and a comment."""
    image = Image.open(io.BytesIO(picture("PNG", size)))
    exif = image.getexif()
    exif[0x0112], exif[0x010F], exif[0x0132] = orientation, CAMERA, "2026:11:20 09:30:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = LATITUDE[1], tuple(IFDRational(part) for part in LATITUDE[0])
    place[3], place[4] = "E", tuple(IFDRational(part) for part in (121.0, 25.0, 30.0))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment="机密备注".encode(), quality=88)
    return out.getvalue()


def noted_png() -> bytes:
    """A PNG with notes beside the picture."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", CAMERA)
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{CAMERA}</x:xmpmeta>")
    out = io.BytesIO()
    Image.open(io.BytesIO(picture())).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def animation(form: str = "GIF", pictures: int = 3) -> bytes:
    """Some pictures one after the other."""
    frames = [Image.new("RGB", (30, 20), (80 * number % 256, 10, 10)) for number in range(pictures)]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=120, loop=0)
    return out.getvalue()


def huge_png(side: int = 60_000) -> bytes:
    """A PNG of a few bytes that says that it has `side` × `side` pixels."""
    data = bytearray(picture())
    data[16:24] = struct.pack(">II", side, side)
    data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
    return bytes(data)


def pdf(inside: bytes = b"") -> bytes:
    """A small PDF."""
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + inside + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def docx() -> bytes:
    """A Word document."""
    document = Document()
    document.add_paragraph("关于开展专项会商的通知")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    """A spreadsheet."""
    book = Workbook()
    book.active.append(["单位", "完成情况"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """A zip with these entries."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


def pptx() -> bytes:
    """The parts of a presentation that tell it from other packages."""
    return archive({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})


def ofd() -> bytes:
    """The part of an OFD that tells it from other packages."""
    return archive({"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<d/>"})


def with_entries(package: bytes, entries: dict[str, bytes]) -> bytes:
    """A package with more entries."""
    out = io.BytesIO(package)
    with ZipFile(out, "a") as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """A compound file whose directory has these names (MS-CFB: a header of 512 bytes, then entries of 128 each)."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + b"\0" * 478
    entries = b"".join(_entry(name, 5 if name == "Root Entry" else 2) for name in ("Root Entry", *streams))
    return header[:512] + entries + b"\0" * (-len(entries) % 512) + "正文里的 _VBA_PROJECT 不算".encode("utf-16-le")


def _entry(name: str, kind: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return written.ljust(64, b"\0") + struct.pack("<HB", len(written), kind) + b"\0" * 61


SOUND: dict[str, bytes] = {
    "现场.png": picture("PNG"),
    "现场.jpg": photograph(),
    "现场.jpeg": picture("JPEG"),
    "动图.gif": animation("GIF"),
    "截图.webp": picture("WEBP"),
    "通知.pdf": pdf(),
    "通知.docx": docx(),
    "台账.xlsx": xlsx(),
    "汇报.pptx": pptx(),
    "旧通知.doc": compound("WordDocument", "1Table"),
    "旧台账.xls": compound("Workbook"),
    "旧汇报.ppt": compound("PowerPoint Document", "Current User"),
    "金山.wps": compound("WordDocument"),
    "金山.et": compound("Workbook"),
    "金山.dps": compound("PowerPoint Document"),
    "公文.ofd": ofd(),
    "说明.txt": "各单位：\r\n请于周五前报送。\n".encode(),
    "国标.txt": "请于周五前报送。".encode("gb18030"),
    "双字节.txt": "请于周五前报送。".encode("utf-16"),
    "名单.csv": "单位,姓名\n区教育局,周敏\n".encode("utf-8-sig"),
    "纪要.md": "# 会商纪要\n\n- 一\n".encode(),
    "材料.zip": archive({"材料/通知.docx": docx(), "材料/台账.xlsx": b"x"}),
}
"""One of everything that may come in."""
