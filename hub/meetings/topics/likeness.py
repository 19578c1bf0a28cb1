"""How like two titles are, by the pieces of two characters that they share: values in, a number out."""

from ...channels.searching.rules import fold, is_han, runs

LIKE = 0.34
"""From this share of common pieces on, two titles may mean the same."""
WITHIN = 0.75
"""So much of the shorter title in the longer one is enough as well, if it is more than a word."""
FEWEST = 3
_FILLING = ("关于", "有关", "的问题", "问题", "事宜", "建议", "工作")


def pieces(title: str) -> frozenset[str]:
    """What a title is compared by: its pairs of Han characters and its other words; what every title has is left out."""
    text = fold(title)
    for word in _FILLING:
        text = text.replace(word, " ")
    found: set[str] = set()
    for run in runs(text):
        if is_han(run[0]) and len(run) > 1:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.add(run)
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two titles (their `pieces`) share: 0 nothing, 1 everything; the order of the two makes no difference."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles (their `pieces`) may mean the same."""
    shared = len(one & other)
    shorter = min(len(one), len(other))
    return likeness(one, other) >= LIKE or (shared >= FEWEST and shared >= WITHIN * shorter)
