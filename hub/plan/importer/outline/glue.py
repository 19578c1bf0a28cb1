"""Lines that hold more than one entry, as pasting leaves them: …（责任单位：区教育局）2. 深化…"""

import re
from collections.abc import Mapping

from ..source.blocks import Line
from ..words.markers import Marker, Style, read_marker
from ..words.roles import LABEL

_AFTER_BRACKET = re.compile(r"(?<=[）)】\]])[。；;]?\s*(?=[第（(\d〇一二三四五六七八九十])")
_AFTER_SENTENCE = re.compile(r"(?<=[。；）)】\]])\s*(?=[第（(\d〇一二三四五六七八九十])")
_AFTER_HEADING = re.compile(r"(?<=[\u4e00-\u9fff])\s*(?=[（(\d])")
_FIRSTLY = re.compile(r"(?<=[。：；:）)])\s*一是")
_SECONDLY = re.compile(r"[）)】\]][。；;]?\s*二是")
_COPIES = re.compile(r"(?<=[。）)])\s*抄\s*送\s*[：:]")
_ENTRIES = {Style.CHINESE, Style.CHINESE_BRACKETED, Style.ARABIC, Style.FIRSTLY, Style.NAMED}
_FEWEST_LABELS = 3
_LONGEST_HEADING = 60


def unglued(line: Line, last: Mapping[Style, int], following: str) -> list[Line]:
    """The entries of `line`, one line each. A new one begins after a bracket where its number is due.

    `last` has the latest number of each style before this line; `following` is the text of the next line.
    """
    flattened = sum(1 for _label in LABEL.finditer(line.text)) >= _FEWEST_LABELS
    numbers = dict(last)
    starts = [0]
    own = read_marker(line.text)
    if own:
        numbers[own.style] = own.value
    firstly = _first_of_several(line.text, following)
    if firstly:
        numbers[Style.FIRSTLY] = 1
    for match in (_AFTER_SENTENCE if flattened else _AFTER_BRACKET).finditer(line.text):
        start = match.end()
        marker = _entry_at(line.text, start, numbers)
        if marker and not (
            flattened and marker.value == 1 and marker.style > Style.CHINESE_BRACKETED and len(starts) > 1
        ):
            numbers[marker.style] = marker.value
            starts.append(start)
            heading = _end_of_heading(line.text, start + marker.end, numbers) if flattened else None
            starts += [heading] if heading else []
    starts += firstly
    starts += [match.start() for match in _COPIES.finditer(line.text)] if flattened else []
    return _cut(line, sorted(set(starts)))


def _entry_at(text: str, start: int, numbers: Mapping[Style, int]) -> Marker | None:
    marker = read_marker(text[start : start + 24])
    if not marker or marker.loose or marker.style not in _ENTRIES:
        return None
    return marker if marker.value == numbers.get(marker.style, 0) + 1 else None


def _end_of_heading(text: str, start: int, numbers: dict[Style, int]) -> int | None:
    """Where the entry begins that directly follows a heading: 二、加强学校保护工作4. 完善…"""
    for match in _AFTER_HEADING.finditer(text, start, start + _LONGEST_HEADING):
        if "。" in text[start : match.start()]:
            return None
        marker = _entry_at(text, match.end(), numbers) or _restarted_at(text, match.end())
        if marker:
            numbers[marker.style] = marker.value
            return match.end()
    return None


def _restarted_at(text: str, start: int) -> Marker | None:
    marker = read_marker(text[start : start + 24])
    return marker if marker and not marker.loose and marker.value == 1 and marker.style in _ENTRIES else None


def _first_of_several(text: str, following: str) -> list[int]:
    """Where 一是 begins inside a line whose 二是 is an entry of its own."""
    first = _FIRSTLY.search(text)
    if not first:
        return []
    second = _SECONDLY.search(text, first.end())
    if second or (following.startswith("二是") and text.rstrip("。； ")[-1:] in "）)】]"):
        return [first.end() - 2]
    return []


def _cut(line: Line, starts: list[int]) -> list[Line]:
    if len(starts) == 1:
        return [line]
    ends = [*starts[1:], len(line.text)]
    parts = [line.text[start:end].strip(" \t；;") for start, end in zip(starts, ends, strict=True)]
    first = Line(parts[0], min(line.bold, len(parts[0])), line.level)
    return [part for part in (first, *(Line(part) for part in parts[1:])) if part.text]
