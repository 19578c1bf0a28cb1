"""Paragraphs of the official page as Word's XML: every run names its Chinese font, no line is other than the standard's."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from .measures import BODY_HALF_POINTS, BODY_SPACING, FONTS, LINE

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def run(text: str, font: str = "fangsong", half_points: int = BODY_HALF_POINTS, *, colour: str = "") -> str:
    """Words in one font (a key of FONTS). A newline is a break within the paragraph; what XML cannot say is left out."""
    name = FONTS[font]
    fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'
    spacing = f'<w:spacing w:val="{BODY_SPACING}"/>' if half_points == BODY_HALF_POINTS else ""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    look = f'<w:rPr>{fonts}{tint}{spacing}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    lines = _FORBIDDEN.sub("", text).split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{look}{words}</w:r>"


def tab() -> str:
    """To the next stop."""
    return "<w:r><w:tab/></w:r>"


def ruled() -> str:
    """A thin line to the next stop."""
    return '<w:r><w:rPr><w:u w:val="single"/><w:sz w:val="20"/></w:rPr><w:tab/></w:r>'


def page_number() -> str:
    """The number of the page as a field: — 1 — (7.5)."""
    field = "".join(
        f'<w:r>{_look()}<w:fldChar w:fldCharType="{kind}"/></w:r>' if kind else _instruction()
        for kind in ("begin", "", "separate")
    )
    return run("— ", "song", 28) + field + run("1", "song", 28) + _ended() + run(" —", "song", 28)


def paragraph(  # noqa: PLR0913 (what a paragraph may have)
    runs: str,
    *,
    indent: Mapping[str, int] | None = None,
    align: str = "both",
    before: int = 0,
    line: int = LINE,
    rule: str = "exact",
    borders: str = "",
    frame: str = "",
    tabs: str = "",
    keep: bool = False,
) -> str:
    """One paragraph. `indent` are attributes of w:ind; `before` and `line` twips; the others are XML as it stands in w:pPr."""
    ind = "".join(f" w:{name}={quoteattr(str(value))}" for name, value in (indent or {}).items())
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr>{kept}{frame}<w:widowControl w:val="0"/>{borders}{tabs}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="0" w:line="{line}" w:lineRule="{rule}"/>'
        f'<w:ind{ind}/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'
    )


def _look() -> str:
    name = FONTS["song"]
    fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    return f'<w:rPr>{fonts}<w:sz w:val="28"/></w:rPr>'


def _instruction() -> str:
    return f'<w:r>{_look()}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'


def _ended() -> str:
    return f'<w:r>{_look()}<w:fldChar w:fldCharType="end"/></w:r>'
