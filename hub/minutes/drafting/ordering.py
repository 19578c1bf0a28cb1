"""Where what stays of an earlier draft stands among the passages of the new one. Pure."""

from collections.abc import Collection, Sequence


def woven(before: Sequence[str], drafted: Sequence[str], staying: Collection[str]) -> list[str]:
    """The keys in order: those that are drafted as they are, each other that stays behind what it stood behind before.

    `before` is the order up to now. What it stood behind may be gone; then the nearest one before that, which is there, counts.
    """
    known = frozenset(drafted)
    behind: dict[str, list[str]] = {}
    last = ""
    for key in before:
        if key in known:
            last = key
        elif key in staying:
            behind.setdefault(last, []).append(key)
    order = [*behind.get("", ())]
    for key in drafted:
        order += [key, *behind.get(key, ())]
    return order
