"""Files of plain text: words in an encoding that offices use, and nothing that a program would run."""

import codecs
import re

_ENCODINGS = ("utf-8-sig", "gb18030")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_RUNS = re.compile(
    r"\s*(<(!doctype|\?xml|html|head|body|svg|script|iframe|object|embed|img|a|b|i|p|div|style|link|meta|math|base|form|"
    r"table|title|video|audio|frame|br|h[1-6])[\s/>:]|<!--|#!|%PDF|%!PS|MZ|GIF8|\{\\rtf|@echo|MIME-Version:)",
    re.IGNORECASE,
)
"""What a reader that guesses would take for something else (mimesniff.spec.whatwg.org, and what shells run)."""
_SCRIPT = re.compile(r"<\s*(script|svg|iframe|html)[\s>]", re.IGNORECASE)
_SNIFFED = 2048
"""Characters at the beginning that guessing readers look at, with some to spare."""


def is_plain(data: bytes) -> bool:
    """Whether the bytes are words: no controls, no markup or script at the beginning."""
    text = _decoded(data)
    if text is None or _CONTROLS.search(text):
        return False
    return not _RUNS.match(text) and not _SCRIPT.search(text[:_SNIFFED])


def _decoded(data: bytes) -> str | None:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return None
