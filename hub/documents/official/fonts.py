"""Which of the machine's fonts the PDF is set in, and whether they have every character: typst prints a box for what they lack.

What the standard names is taken where it is installed, else a free stand-in (minutes of a district with 喆 and 堃 in its names
need Noto behind either). Fonts are looked for once in a process: a new one counts after a restart.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import typst
from fontTools.ttLib import TTFont

_SERIF, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
WANTED: dict[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", _SERIF, _SANS),
    "fangsong": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FandolFang", _SERIF, _SANS),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "AR PL UKai CN", "LXGW WenKai", _SERIF, _SANS),
    "hei": ("SimHei", "黑体", _SANS, _SERIF),
    "song": ("SimSun", "宋体", _SERIF, _SANS),
}
"""Families by use, the first that is there in front; behind it the others, for what it lacks."""
PACKAGE = "fonts-noto-cjk"
"""Debian's package with the stand-ins for all of them."""


def families(use: str) -> list[str]:
    """The families that are there for a use, in their order; none on a machine without Chinese fonts."""
    return [name for name in WANTED[use] if name in _installed()]


def missing(use: str, words: Sequence[str]) -> str:
    """The characters, each once as they come, that no font for this use has."""
    left = {character for text in words for character in text if not character.isspace()}
    for name in families(use):
        if not left:
            break
        left -= _characters(name)
    return "".join(dict.fromkeys(character for text in words for character in text if character in left))


@cache
def _installed() -> dict[str, list[tuple[str, int]]]:
    """Files and places in them of each family's regular fonts."""
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for font in typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts():
        if font.path and font.style == "normal":
            found[font.family].append((font.path, font.index))
    return dict(found)


@cache
def _characters(family: str) -> frozenset[str]:
    """What a family has: what all of its weights have, since any of them may be taken."""
    maps = [_map(path, place) for path, place in _installed()[family]]
    return frozenset(chr(code) for code in set.intersection(*maps))


def _map(path: str, place: int) -> set[int]:
    font: Any = TTFont(path, fontNumber=place, lazy=True)
    try:
        return set(font.getBestCmap())
    finally:
        font.close()
