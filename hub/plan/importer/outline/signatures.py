"""The lines above a date in which those who issue a document sign."""

import re
from collections.abc import Iterator, Sequence

from ..source.blocks import Block, Line
from ..words.markers import read_marker
from ..words.names import is_unit_like
from .edges import is_date, is_signature

_MOST = 4


def signatures(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of the lines that sign."""
    found: set[int] = set()
    for place, block in enumerate(blocks):
        if isinstance(block, Line) and is_date(block.text):
            found.update(_signing_above(blocks, place))
    return frozenset(found)


def _signing_above(blocks: Sequence[Block], place: int) -> Iterator[int]:
    for above in range(place - 1, max(-1, place - 1 - _MOST), -1):
        block = blocks[above]
        if not isinstance(block, Line) or not is_signature(block.text) or not _signs(block.text):
            return
        yield above


def _signs(text: str) -> bool:
    marker = read_marker(text)
    names = [name for name in re.split(r"\s+|[（(]", text) if name]
    return not (marker and not marker.loose) and bool(names) and is_unit_like(names[0])
