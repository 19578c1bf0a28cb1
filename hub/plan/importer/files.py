"""From what was uploaded or pasted to a reading: which kind of file it is, and what to do with every other kind."""

from collections.abc import Sequence
from pathlib import PurePath

from ...core.errors import Invalid
from ...core.i18n import _
from .reading import PlanReading, read_blocks
from .source.blocks import Block
from .source.docx.process import read_docx
from .source.encoding import decode_text
from .source.lines import blocks_of
from .units.matching import Directory

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of a file."""
LONGEST_TEXT = 1_000_000
MOST_LINES = 50_000
"""Characters and lines of a text: more than a thousand pages."""

_TEXTS = ("", ".txt", ".md", ".markdown", ".text")


def read_plan(data: bytes | str, filename: str, directory: Directory) -> PlanReading:
    """Read a plan document: the bytes of a `.txt`, `.md` or `.docx` file, or pasted text.

    `filename` decides with the content what the file is, and may be empty. `directory` holds the units and groups that
    written names are looked up in. Raises `Invalid`, with a sentence that says what to do, for a file of another kind,
    one too large or made to do harm, one whose text cannot be decoded, and one in which no item is found.
    """
    if isinstance(data, bytes) and len(data) > LARGEST_FILE:
        raise Invalid(_("文件太大，最多 20 MB。请删去图片和附件后再导入"))
    path = PurePath(filename)
    blocks = _blocks(data, path.suffix.lower()) if isinstance(data, bytes) else _text_blocks(data)
    if not blocks:
        raise Invalid(_("文件是空的，没有可以读取的文字"))
    return read_blocks(blocks, directory, path.stem)


def _blocks(data: bytes, suffix: str) -> Sequence[Block]:
    if data.startswith(b"PK\x03\x04") and suffix in ("", ".docx", ".doc"):
        return read_docx(data)
    refusal = _refusal(data, suffix)
    if refusal:
        raise Invalid(refusal)
    return _text_blocks(decode_text(data))


def _text_blocks(text: str) -> Sequence[Block]:
    if len(text) > LONGEST_TEXT or text.count("\n") + text.count("\r") > 2 * MOST_LINES:
        raise Invalid(_("文字太多，不像一份工作要点。请只保留正文后再导入"))
    return blocks_of(text)


def _refusal(data: bytes, suffix: str) -> str:
    """Why a file that is no text cannot be read, and what to do; empty where it may be text."""
    if data.startswith(b"\xd0\xcf\x11\xe0") or suffix in (".doc", ".wps", ".rtf") or data.startswith(b"{\\rtf"):
        return _("这是旧格式的文档，请用 Word 或 WPS 打开，另存为 .docx 后再导入")
    if data.lstrip()[:5] == b"%PDF-" or suffix == ".pdf":
        return _("PDF 文件读不出可靠的文字，请用原来的 .docx 文件，或者把文字复制到粘贴框里导入")
    if suffix == ".docx":
        return _("这不是有效的 .docx 文件，可能已经损坏。请用 Word 打开检查，另存为 .docx 后再导入")
    if suffix not in _TEXTS or data.startswith(b"PK"):
        return _("只能导入 .txt、.md、.docx 文件，或者把文字复制到粘贴框里导入")
    return ""
