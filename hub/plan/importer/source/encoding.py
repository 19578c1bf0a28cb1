"""From the bytes of a text file to its characters, in the encodings that Chinese offices write."""

import codecs
import re

from ....core.errors import Invalid
from ....core.i18n import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Chinese text is made of; a wrong guess of the encoding falls outside of it.
_USUAL = re.compile(
    r"[\s\x20-\x7e\u00a0-\u00ff\u2000-\u22ff\u2460-\u27ff\u3000-\u303f\u3200-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_USUAL_SHARE = 0.95


def decode_text(data: bytes) -> str:
    """The text of `data`: UTF-8, UTF-16 or UTF-32 by byte order mark, else UTF-8, UTF-16 or GB18030 by what fits.

    Raises `Invalid` where none fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding) or _refuse()
    candidates = ("utf-16-le", "utf-16-be") if b"\0" in data else ("utf-8", "gb18030")
    for encoding in candidates:
        text = _decoded(data, encoding)
        if text is not None and _reads_like_text(text):
            return text
    return _refuse()


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_like_text(text: str) -> bool:
    sample = text[:200_000]
    return not sample or len(_USUAL.findall(sample)) >= _USUAL_SHARE * len(sample)


def _refuse() -> str:
    raise Invalid(
        _(
            "读不出文件里的文字：它不是文本文件，或者编码无法识别。请用记事本另存为 UTF-8 编码的 .txt，或者另存为 .docx 后再导入"
        )
    )
