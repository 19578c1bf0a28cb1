"""Which files may come in: the extension says what a file claims to be, its bytes whether it is (docs/security.md).

SVG, HTML, programs and Office files with macros are not among them: whoever opens one runs it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..core.errors import Invalid
from ..core.i18n import _
from . import compound, packages, writing
from .rules import extension_of

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_PDF_TAIL = 4096
"""Bytes at the end of a PDF in which its last marker stands (readers look in the last 1,024; some writers pad)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an extension stands for. `look` is the card's icon; `is_right(data)` sees whether the bytes are of that kind."""

    media_type: str
    look: str
    is_right: Callable[[bytes], bool]


def _image(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(beginnings)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _is_pdf(data: bytes) -> bool:
    """It begins as one, ends as one, and is no archive besides."""
    is_whole = data.startswith((b"%PDF-1.", b"%PDF-2.")) and b"%%EOF" in data[-_PDF_TAIL:]
    return is_whole and not packages.is_archive(data)


_JPEG = Kind("image/jpeg", "image", _image(b"\xff\xd8\xff"))
KINDS: dict[str, Kind] = {
    "png": Kind("image/png", "image", _image(b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": Kind("image/gif", "image", _image(b"GIF87a", b"GIF89a")),
    "webp": Kind("image/webp", "image", _is_webp),
    "pdf": Kind("application/pdf", "pdf", _is_pdf),
    "docx": Kind(f"{_OPEN_XML}wordprocessingml.document", "word", packages.is_office("word/")),
    "xlsx": Kind(f"{_OPEN_XML}spreadsheetml.sheet", "sheet", packages.is_office("xl/")),
    "pptx": Kind(f"{_OPEN_XML}presentationml.presentation", "slides", packages.is_office("ppt/")),
    "doc": Kind("application/msword", "word", compound.has("WordDocument")),
    "xls": Kind("application/vnd.ms-excel", "sheet", compound.has("Workbook", "Book")),
    "ppt": Kind("application/vnd.ms-powerpoint", "slides", compound.has("PowerPoint Document")),
    "wps": Kind("application/vnd.ms-works", "word", compound.has("WordDocument")),
    "et": Kind("application/x-et", "sheet", compound.has("Workbook", "Book", "ETExtData")),
    "dps": Kind("application/x-dps", "slides", compound.has("PowerPoint Document")),
    "ofd": Kind("application/ofd", "pdf", packages.is_ofd),
    "txt": Kind("text/plain", "text", writing.is_plain),
    "csv": Kind("text/csv", "sheet", writing.is_plain),
    "md": Kind("text/markdown", "text", writing.is_plain),
    "zip": Kind("application/zip", "archive", packages.is_harmless),
}
"""Every extension that may come in."""

_IMAGE_TYPES = sorted({kind.media_type for kind in KINDS.values() if kind.look == "image"})
ACCEPT = ",".join([*_IMAGE_TYPES, *(f".{extension}" for extension in KINDS)])
"""For the file chooser of browsers; by the types of images telephones know that their camera will do."""


def kind_named(name: str) -> Kind:
    """What a clean name claims its file to be; Invalid for what may not come in."""
    found = KINDS.get(extension_of(name))
    if found is None:
        kinds = _("图片（png、jpg、gif、webp）、pdf、ofd、Word、Excel、PPT、WPS 文档、txt、csv、md、zip")
        raise Invalid(_("“%(name)s”这类文件不能上传。可以上传：%(kinds)s。", name=name, kinds=kinds), field="name")
    return found


def require_right(name: str, data: bytes) -> Kind:
    """The kind of a file by its name, if its bytes bear it out; else Invalid."""
    kind = kind_named(name)
    if not kind.is_right(data):
        raise Invalid(
            _("“%(name)s”的内容与扩展名不符，或者含有宏、程序等不安全的内容，没有接收。", name=name), field="name"
        )
    return kind
