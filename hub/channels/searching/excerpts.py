"""What stands around a hit, in stretches, so that a page can mark the words and escape the rest: pure."""

from collections.abc import Iterator, Sequence

from ..shapes import Excerpt, Stretch
from .asking import Term, places

BEFORE = 36
"""Characters that an excerpt shows before its first hit."""
LENGTH = 160
CUT = "…"


def excerpt(text: str, asked: Sequence[Term], length: int = LENGTH) -> Excerpt:
    """About `length` characters of a text on one line (`rules.on_one_line`) around its first hit; its beginning without one."""
    found = places(text, asked)
    start = max(found[0][0] - BEFORE, 0) if found else 0
    if start < BEFORE:
        start = 0
    end = min(start + length, len(text))
    if found:
        end = min(max(end, found[0][1]), len(text))
    stretches = list(_stretches(text, found, start, end))
    if start:
        stretches.insert(0, Stretch(CUT, is_hit=False))
    if end < len(text):
        stretches.append(Stretch(CUT, is_hit=False))
    return tuple(stretches)


def has_hit(stretches: Excerpt) -> bool:
    """Whether something in it is what was looked for."""
    return any(one.is_hit for one in stretches)


def _stretches(text: str, found: list[tuple[int, int]], start: int, end: int) -> Iterator[Stretch]:
    at = start
    for first, last in found:
        if first >= end:
            break
        if first > at:
            yield Stretch(text[at:first], is_hit=False)
        yield Stretch(text[max(first, at) : min(last, end)], is_hit=True)
        at = min(last, end)
    if at < end:
        yield Stretch(text[at:end], is_hit=False)
