"""Word's automatic numbers: what 一、 or 1. a paragraph shows although its text does not hold it."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...words.numerals import chinese

LEVELS = 9


@dataclass
class Level:
    """How one level of a list counts and looks: `text` is a pattern as `第%1章`."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""


@dataclass
class Numbering:
    """The lists of a document: levels by abstract list, abstract list and overrides by list, lists by paragraph style."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)

    def level(self, list_id: str, depth: int) -> Level | None:
        """The level at `depth` of a list."""
        over = self.overrides.get(list_id, {}).get(depth)
        return over or self.levels.get(self.abstract_of.get(list_id, ""), {}).get(depth)

    def depth_of_style(self, list_id: str, style: str) -> int:
        """The level that belongs to a paragraph style, 0 where none does."""
        levels = self.levels.get(self.abstract_of.get(list_id, ""), {})
        return next((depth for depth, level in levels.items() if level.style == style), 0)


class Counters:
    """The running numbers of a document's lists."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, depth: int) -> str:
        """The number that the next paragraph of a list shows at `depth`; empty where it shows none."""
        level = self.numbering.level(list_id, depth)
        if level is None:
            return ""
        counts = self.counts[self.numbering.abstract_of.get(list_id, list_id)]
        restarted = self._restarted(list_id, depth)
        counts[depth] = restarted if restarted is not None else counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth and self._restarts(list_id, other, depth)]:
            del counts[deeper]
        return self._shown(list_id, level, counts)

    def _restarted(self, list_id: str, depth: int) -> int | None:
        """The number at which a list that says so begins anew, the first time it is used."""
        start = self.numbering.starts.get(list_id, {}).get(depth)
        if start is None or (list_id, depth) in self.begun:
            return None
        self.begun.add((list_id, depth))
        return start

    def _restarts(self, list_id: str, deeper: int, depth: int) -> bool:
        level = self.numbering.level(list_id, deeper)
        if level is None or level.restart is None:
            return True
        return level.restart != 0 and depth < level.restart

    def _shown(self, list_id: str, level: Level, counts: Mapping[int, int]) -> str:
        def figure(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            shown = self.numbering.level(list_id, depth)
            return figures(counts.get(depth, shown.start if shown else 1), shown.format if shown else "decimal")

        if level.format == "bullet":
            return "•"
        return re.sub(r"%(\d)", figure, level.text) if level.format != "none" else ""


_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "taiwaneseDigital",
}  # fmt: skip
_ALPHABETS = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "upperRoman": (0x2160, 12),
    "lowerRoman": (0x2170, 12),
    "upperLetter": (ord("A"), 26),
    "lowerLetter": (ord("a"), 26),
}
"""The first character of a format and how many there are."""


def figures(number: int, style: str) -> str:
    """`number` in one of Word's number formats (ECMA-376 §17.18.59); formats outlines do not use are Arabic."""
    if style in _CHINESE:
        return chinese(number)
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "decimalEnclosedParen":
        return f"({number})"
    first, most = _ALPHABETS.get(style, (0, 0))
    return chr(first + number - 1) if 1 <= number <= most else str(number)


@dataclass
class NumberingReader:
    """Listens to numbering.xml."""

    numbering: Numbering = field(default_factory=Numbering)
    abstract: str = ""
    list_id: str = ""
    depth: int = 0
    level: Level | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        value = attributes.get("w:val", "")
        if name == "w:abstractNum":
            self.abstract, self.list_id = attributes.get("w:abstractNumId", ""), ""
            self.numbering.levels[self.abstract] = {}
        elif name == "w:num":
            self.abstract, self.list_id = "", attributes.get("w:numId", "")
        elif name == "w:abstractNumId" and self.list_id:
            self.numbering.abstract_of[self.list_id] = value
        elif name == "w:lvlOverride":
            self.depth = number(attributes.get("w:ilvl"), 0)
        elif name == "w:startOverride":
            self.numbering.starts.setdefault(self.list_id, {})[self.depth] = number(value, 1)
        elif name == "w:lvl":
            self._begin_level(number(attributes.get("w:ilvl"), 0))
        elif self.level:
            self._about_level(self.level, name, value)

    def _begin_level(self, depth: int) -> None:
        self.depth, self.level = depth, Level()
        if self.list_id:
            self.numbering.overrides.setdefault(self.list_id, {})[depth] = self.level
        else:
            self.numbering.levels.setdefault(self.abstract, {})[depth] = self.level

    def _about_level(self, level: Level, name: str, value: str) -> None:
        if name == "w:start":
            level.start = number(value, 1)
        elif name == "w:numFmt":
            level.format = value
        elif name == "w:lvlText":
            level.text = value
        elif name == "w:lvlRestart":
            level.restart = number(value, 0)
        elif name == "w:pStyle":
            level.style = value

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "w:lvl":
            self.level = None

    def text(self, characters: str) -> None:
        """Numbering has no text."""


def number(text: str | None, otherwise: int) -> int:
    """A small whole number out of an attribute; `otherwise` where it is none."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
