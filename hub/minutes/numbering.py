"""How the passages of minutes are numbered: 一、 for headings, 1. for the decisions of an item that has several. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

_DIGITS = "零一二三四五六七八九"


class Numbered(Protocol):
    """What is asked of a passage."""

    @property
    def part(self) -> str:
        """As `models.PARTS`."""

    @property
    def item(self) -> str:
        """The agenda item (public id)."""


def chinese(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 二十, 二十一. ValueError beyond."""
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def labels(passages: Iterable[Numbered]) -> list[str]:
    """The number in front of each passage, "" for most (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）)."""
    listed = list(passages)
    several = Counter(one.item for one in listed if one.part == "decision")
    headings, decisions, found = 0, Counter[str](), []
    for one in listed:
        label = ""
        if one.part == "heading":
            headings += 1
            label = f"{chinese(headings)}、" if headings < 100 else f"{headings}."
        elif one.part == "decision" and several[one.item] > 1:
            decisions[one.item] += 1
            label = f"{decisions[one.item]}."
        found.append(label)
    return found
