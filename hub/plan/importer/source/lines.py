"""From plain text or Markdown to lines and tables: emphasis, headings, page numbers and invisible characters dealt with."""

import re

from ..words.markers import split_marker
from .blocks import Block, Line
from .markup import lines_of_page
from .texttables import with_tables

_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_FURNITURE = re.compile(
    r"[-—–－─~·\s]*第?\s*\d{1,4}\s*页?\s*[-—–－─~·]+\s*|[-—–－─]+\s*\d{1,4}\s*"
    r"|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[-—–－─=*_～~·.\s]{3,}"
)
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|．{3,})\s*\d{1,3}$|^目\s*录$")
_HEADING = re.compile(r"(#{1,6})(?:\s+|(?<=##)(?=\S))")
_EMPHASIS = re.compile(r"(\*\*\*?|__|</?(?:b|strong)>)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--[^<>]{0,500}-->")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_WIDE_BLANK = re.compile(r"[ \t\u2000-\u200a\u3000]{2,}|[\t\u3000]")
_LONGEST_FURNITURE = 40


def blocks_of(text: str) -> list[Block]:
    """The lines and tables of `text`, empty lines and page numbers left out."""
    rows = [_visible(row) for row in _BREAKS.split(lines_of_page(text))]
    blocks: list[Block] = []
    for part in with_tables(rows):
        if isinstance(part, str):
            line = line_of(part)
            blocks += [line] if line else []
        else:
            blocks.append(part)
    return blocks


def _visible(row: str) -> str:
    return _INVISIBLE.sub("", row).replace("\xa0", " ")


def line_with(row: str, bold: list[tuple[int, int]], level: int) -> Line | None:
    """A paragraph of a word processor as a line; `bold` has its bold stretches."""
    text, length = _stripped(_visible(row), bold)
    collapsed = _WIDE_BLANK.sub("  ", text)
    return Line(collapsed, min(length, len(collapsed)), level) if collapsed else None


def line_of(row: str) -> Line | None:
    """One row of text as a line, its Markdown marks read and removed; None where nothing stands in it."""
    row = _WIDE_BLANK.sub("  ", row.strip().lstrip(">").strip())
    if not row or (len(row) <= _LONGEST_FURNITURE and _FURNITURE.fullmatch(row)) or not row.strip("-=_*~"):
        return None
    if _CONTENTS.search(row[-_LONGEST_FURNITURE:]):
        return None
    heading = _HEADING.match(row)
    level = len(heading[1]) if heading else 0
    text, bold = without_emphasis(row[heading.end() :].rstrip("# ") if heading else row)
    return Line(text, bold, level) if text else None


def without_emphasis(row: str) -> tuple[str, int]:
    """The row without its marks of emphasis, and how many characters from its start (a number before them counts) are bold."""
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    length, opened = 0, -1
    for piece in _EMPHASIS.split(row):
        if _EMPHASIS.fullmatch(piece):
            if opened < 0:
                opened = length
            else:
                spans.append((opened, length))
                opened = -1
            continue
        text = _ESCAPE.sub(r"\1", _TAG.sub("", piece))
        plain.append(text)
        length += len(text)
    return _stripped("".join(plain), spans)


def _stripped(text: str, spans: list[tuple[int, int]]) -> tuple[str, int]:
    skipped = len(text) - len(text.lstrip())
    text = text.strip()
    start, end = next(((start - skipped, end - skipped) for start, end in spans if end > start), (0, 0))
    starts_bold = start <= len(split_marker(text)[0])
    return text, min(max(end, 0), len(text)) if starts_bold else 0
