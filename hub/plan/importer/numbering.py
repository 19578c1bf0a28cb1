"""The numbers of items: as printed where that tells them apart, else counted through the document."""

from collections import Counter
from collections.abc import Sequence
from itertools import count

from .written import WrittenItem


def numbers_of(items: Sequence[WrittenItem]) -> list[int]:
    """One number for each item.

    The printed ones stay, even where one was printed twice by mistake. Where counting begins anew in every section, or
    no item has a number, items are counted through. Items without a number among others take the next free ones.
    """
    printed = [item.printed for item in items]
    if _restarts(items) or all(number is None for number in printed) or _is_list_of_ones(printed):
        return list(range(1, len(items) + 1))
    usual = Counter(item.style for item in items if item.printed).most_common(1)[0][0]
    taken = {item.printed for item in items if item.style is usual and item.printed}
    free = (number for number in count(max(taken) + 1) if number not in taken)
    numbers = []
    for item in items:
        keeps = item.printed is not None and (item.style is usual or item.printed not in taken)
        number = item.printed if keeps and item.printed is not None else next(free)
        taken.add(number)
        numbers.append(number)
    return numbers


def _restarts(items: Sequence[WrittenItem]) -> bool:
    """Whether more than one section begins its items with the same first number."""
    firsts: dict[object, int] = {}
    for item in items:
        if item.printed is not None:
            firsts.setdefault(item.scope, item.printed)
    return sum(1 for first in firsts.values() if first == 1) > 1


def _is_list_of_ones(printed: Sequence[int | None]) -> bool:
    """Whether every item is printed as number 1, as lazy Markdown does."""
    return len(printed) > 1 and set(printed) == {1}
