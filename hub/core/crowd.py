"""Whether people are connected to this process: whoever works for long then does it in small pieces and gives way in between.

On SQLite nothing yields by itself while statements run: what is said meanwhile waits for the whole piece, and would wait
again at each of its own turns if the next piece came right behind.
"""

import time
from collections.abc import Callable

QUIET_SECONDS = 0.004
"""A loop that comes back after this long, and not later, had nothing else to do."""
MOST_SECONDS = 0.05
"""Longer than this nobody gives way: work goes on under any load."""

_count: Callable[[], int] = int


def counted_by(count: Callable[[], int]) -> None:
    """Have `count()` say how many are connected."""
    global _count
    _count = count


def is_here() -> bool:
    """Whether anybody is connected."""
    return _count() > 0


def give_way(rest: float = 0.0) -> None:
    """Let the others on until they have nothing to do, where somebody is here, and for `rest` seconds first; not inside a transaction."""
    if not is_here():
        time.sleep(0)
        return
    if rest:
        time.sleep(rest)
    end = time.monotonic() + MOST_SECONDS
    while True:
        began = time.monotonic()
        time.sleep(QUIET_SECONDS)
        now = time.monotonic()
        if now - began < 1.5 * QUIET_SECONDS or now > end:
            return
