"""Shortening what was said at length: an interface, and one way that only picks whole sentences. Nothing leaves the machine."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_TELLING = (
    "建议",
    "需要",
    "困难",
    "问题",
    "完成",
    "落实",
    "牵头",
    "配合",
    "时限",
    "不同意",
    "保留",
    "请",
    "应当",
    "已",
)
"""Words by which officials say what they report or ask for."""


class Summarizer(Protocol):
    """Shortens what one unit said. What it returns is marked as its own until a person accepts it."""

    name: str

    def shorten(self, texts: Sequence[str], most: int) -> list[tuple[int, str]]:
        """At most `most` sentences, each with the place of the text in which it stands, in their order."""


class Extractive:
    """Picks whole sentences as they were said: those with figures, with telling words, with what others in it repeat; first ones."""

    name = "extractive"

    def shorten(self, texts: Sequence[str], most: int) -> list[tuple[int, str]]:
        """The same sentences for the same texts, always."""
        said = [(place, sentence) for place, text in enumerate(texts) for sentence in sentences(text)]
        often = Counter(pair for _place, sentence in said for pair in _pairs(sentence))
        ranked = sorted(range(len(said)), key=lambda number: (-_weight(said[number][1], often), number))
        return [said[number] for number in sorted(ranked[:most])]


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its mark; one without gets a full stop."""
    found = [piece.strip() for piece in _SENTENCE.findall(text)]
    return [piece if piece[-1] in "。！？；" else f"{piece}。" for piece in found if piece.strip("。！？； ")]


def _weight(sentence: str, often: Counter[str]) -> float:
    pairs = _pairs(sentence)
    common = sum(often[pair] - 1 for pair in pairs) / len(pairs) if pairs else 0
    return common + 2 * any(letter.isdigit() for letter in sentence) + sum(word in sentence for word in _TELLING)


def _pairs(sentence: str) -> set[str]:
    return {sentence[at : at + 2] for at in range(len(sentence) - 1)}
