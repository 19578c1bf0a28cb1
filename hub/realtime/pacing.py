"""Work that can wait: it takes a quarter of the time at most, so that what people say never stands behind all of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import gevent

REST = 3.0
"""Rests as many times as long as the piece before took."""
MOST_REST = 5.0
"""Seconds, however slow the database is."""


class Pace:
    """One row of pieces of such work; `wake` is called when the next one may begin, if there is one."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._rests_until = 0.0
        self._alarm: gevent.Greenlet | None = None

    def is_rested(self) -> bool:
        """Whether the next piece may begin."""
        return monotonic() >= self._rests_until

    @contextmanager
    def piece(self) -> Iterator[None]:
        """The block is one piece."""
        began = monotonic()
        yield
        ended = monotonic()
        self._rests_until = ended + min(REST * (ended - began), MOST_REST)

    def goes_on(self) -> None:
        """There is more to do: wake once it has rested."""
        if self._alarm is None or self._alarm.dead:
            self._alarm = gevent.spawn_later(max(0.0, self._rests_until - monotonic()), self._wake)
