"""How a document is set: whether lines are wrapped at a width, titles stand on lines of their own, and bare numbers count."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..source.blocks import Line
from ..words.markers import Style, read_marker

_ENDS = "。！？!?；;：:…"
_FEWEST_WRAPPED = 8
_NARROWEST, _WIDEST = 28, 120
_TOLERANCE = 11
"""Half columns: the indent of a first line, and punctuation that may not begin the next."""


@dataclass(frozen=True)
class Layout:
    """`width` of wrapped lines in half columns, 0 where lines are whole paragraphs; styles with `titles_alone`; `bare_numbers`."""

    width: int = 0
    titles_alone: frozenset[Style] = frozenset()
    bare_numbers: bool = False

    def is_full(self, text: str) -> bool:
        """Whether a line was broken because it was full."""
        return self.width > 0 and columns(text) >= self.width - _TOLERANCE


def columns(text: str) -> int:
    """The width of a text in half columns: a Chinese character takes two, a Latin one one, as in GBK."""
    return len(text.encode("gbk", "replace"))


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout that most lines show."""
    width = _width([columns(line.text) for line in lines if _goes_on(line)])
    layout = Layout(width)
    alone: Counter[Style] = Counter()
    for line in lines:
        marker = read_marker(line.text)
        if marker and not marker.loose:
            alone[marker.style] += _title_alone(line.text[marker.end :], layout)
    return Layout(width, frozenset(style for style, count in alone.items() if count > 0), _bare_numbers_count(lines))


def _goes_on(line: Line) -> bool:
    """Whether a line reads like one that was broken: not numbered, and ending in mid-sentence."""
    marker = read_marker(line.text)
    return not (marker and not marker.loose) and line.text[-1] not in _ENDS + "）)】]"


def _width(lengths: list[int]) -> int:
    """Most lines that end in mid-sentence end at the same width if there is one."""
    if len(lengths) < _FEWEST_WRAPPED:
        return 0
    width = sorted(lengths)[len(lengths) * 4 // 5]
    near = sum(1 for length in lengths if width - _TOLERANCE <= length <= width + 4)
    longer = sum(1 for length in lengths if length > width + 4)
    return width if _NARROWEST <= width <= _WIDEST and near * 2 > len(lengths) and longer * 20 <= len(lengths) else 0


def _title_alone(rest: str, layout: Layout) -> int:
    """1 for a title that fills its line, -1 for one that the text follows on the same line, 0 where one cannot tell."""
    if "。" in rest[:-1]:
        return -1
    if not rest or rest[-1] in _ENDS + "，、）)" or layout.is_full(rest):
        return 0
    return 1


def _bare_numbers_count(lines: Sequence[Line]) -> bool:
    """Whether lines with nothing but 1, 2, 3 … number items, and not pages."""
    places = [place for place, line in enumerate(lines) if re.fullmatch(r"\d{1,3}", line.text)]
    if len(places) < 2 or [int(lines[place].text) for place in places] != list(range(1, len(places) + 1)):
        return False
    numbered = sum(
        1 for line in lines if (marker := read_marker(line.text)) and not marker.loose and marker.style > Style.CHINESE
    )
    after_end = sum(
        1
        for place in places
        if place == 0 or lines[place - 1].text[-1] in _ENDS + "）)】]" or _is_short(lines[place - 1])
    )
    return numbered < len(places) and after_end * 5 >= len(places) * 4


def _is_short(line: Line) -> bool:
    return len(line.text) <= 30 and "，" not in line.text
