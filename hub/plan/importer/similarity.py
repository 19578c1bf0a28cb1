"""How alike two titles are, by the pairs of characters that they share."""

from collections import Counter

from .words.names import folded


def likeness(one: str, other: str) -> float:
    """From 0 for nothing in common to 1 for the same (Dice's coefficient of character pairs); time grows with the length."""
    one, other = folded(one), folded(other)
    if one == other:
        return 1.0
    pairs, others = _pairs(one), _pairs(other)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 0.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
