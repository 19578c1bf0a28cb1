"""The body of the official page: masthead, number, rule, title, text, people, date, foot block (GB/T 9704-2012)."""

from collections.abc import Iterator
from datetime import date

from .measures import (
    LINE,
    OF_LEVEL,
    RED,
    TYPE_WIDTH,
    characters,
    masthead_half_points,
)
from .paragraphs import paragraph, ruled, run, tab
from .tree import OfficialDocument, Part, People

_UNDER_TOP = 1984
"""35 mm from the top of the type area to the masthead (7.2.4)."""
_TWO_LINES = 2 * LINE
_FOOT_HALF_POINTS = 28
_FRAME = (
    f'<w:framePr w:w="{TYPE_WIDTH - 1}" w:hSpace="0" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" '
    'w:xAlign="center" w:yAlign="bottom"/>'
)
_RULES = (
    '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr>'
)
"""0.35 mm above and below the block, in eighths of a point (7.4.3). The same on every paragraph of it: with other borders, or a
`between`, LibreOffice takes a paragraph for no part of the frame. The line between is a tab that is underlined."""
_WHOLE_LINE = f'<w:tabs><w:tab w:val="right" w:pos="{TYPE_WIDTH - 1}"/></w:tabs>'


def xml_of(document: OfficialDocument) -> str:
    """All paragraphs of the body."""
    return "".join(_all(document))


def day_text(on: date) -> str:
    """2026年1月5日: Arabic figures without leading zeros (7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"


def _all(document: OfficialDocument) -> Iterator[str]:
    yield from _head(document)
    yield from (_part(part) for part in document.parts)
    if document.people:
        yield paragraph("", align="left")
        yield from (_people(one) for one in document.people)
    yield from _foot(document)  # a frame stands on the page of the paragraph behind it, which must be there
    yield _date(document)


def _head(document: OfficialDocument) -> Iterator[str]:
    size = masthead_half_points(document.masthead)
    masthead = run(document.masthead, "title", size, colour=RED)
    yield paragraph(masthead, align="center", before=_UNDER_TOP, line=240, rule="auto")
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{RED}"/></w:pBdr>'
    yield paragraph(run(document.number), align="center", before=_TWO_LINES, borders=rule)
    yield paragraph(run(document.title, "title", 44), align="center", before=_TWO_LINES, line=660)
    yield paragraph("", align="left")


def _part(part: Part) -> str:
    words = run(f"{part.label}{part.text}", OF_LEVEL[part.level])
    return paragraph(words, indent={"firstLineChars": 200, "firstLine": characters(2)}, keep=part.level in {1, 2})


def _people(one: People) -> str:
    """The names' further lines begin under the first name (10.3.2)."""
    label = len(one.label) + 1
    indent = {
        "leftChars": 100 * (2 + label),
        "left": characters(2 + label),
        "hangingChars": 100 * label,
        "hanging": characters(label),
    }
    return paragraph(run(f"{one.label}：", "hei") + run(one.names), indent=indent, align="left")


def _date(document: OfficialDocument) -> str:
    """成文日期, four characters from the right; an empty paragraph without one."""
    if document.dated_on is None:
        return paragraph("", align="left")
    indent = {"rightChars": 400, "right": characters(4)}
    return paragraph(run(day_text(document.dated_on)), align="right", before=LINE, indent=indent)


def _foot(document: OfficialDocument) -> Iterator[str]:
    """抄送 and who printed it when, at the bottom of the last page, between rules (7.4)."""
    if not document.printing_office or document.printed_on is None:
        return
    one = characters(1, _FOOT_HALF_POINTS)
    if document.recipients:
        hanging = characters(3, _FOOT_HALF_POINTS)
        indent = {"left": one + hanging, "right": one, "hanging": hanging}
        words = run(f"抄送：{document.recipients.rstrip('。')}。", half_points=_FOOT_HALF_POINTS)
        yield paragraph(words, indent=indent, align="left", frame=_FRAME, borders=_RULES)
        yield paragraph(ruled(), align="left", line=60, frame=_FRAME, borders=_RULES, tabs=_WHOLE_LINE)
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{TYPE_WIDTH - one}"/></w:tabs>'
    printed = run(document.printing_office, half_points=_FOOT_HALF_POINTS)
    printed += tab() + run(f"{day_text(document.printed_on)}印发", half_points=_FOOT_HALF_POINTS)
    yield paragraph(printed, indent={"left": one, "right": one}, align="left", frame=_FRAME, borders=_RULES, tabs=stop)
