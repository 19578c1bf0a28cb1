"""How fast one person may write, whichever door they use: sockets, programs and forms are counted together.

Counted in memory, by process, and outside of transactions: the counter's lock and timer may switch greenlets.
"""

import math
import time
from weakref import WeakKeyDictionary

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from sqlalchemy import Engine

from ..core.db import engine, inside_transaction
from ..core.errors import RateLimited
from ..core.i18n import _

WINDOW_SECONDS = 10


class Pace:
    """A count of everybody's posts and edits, by person."""

    def __init__(self, most: int) -> None:
        """`most` per person and WINDOW_SECONDS: faster than anybody writes, slower than a program that runs wild."""
        self._limit = RateLimitItemPerSecond(most, WINDOW_SECONDS, namespace="hub-post")
        self._window = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count(self, person_id: int) -> None:
        """Count one post or edit; RateLimited when it is one too many, which is not counted."""
        who = str(person_id)
        if not self._window.hit(self._limit, who):
            seconds = self._window.get_window_stats(self._limit, who).reset_time - time.time()
            raise RateLimited(_("操作太快，请稍候再试。"), retry_in_seconds=max(1, math.ceil(seconds)))


_paces: WeakKeyDictionary[Engine, Pace] = WeakKeyDictionary()
"""By database, since a person's key means something only there; one whose app has set no pace takes everything."""


def begin(most: int) -> None:
    """Count from now on what is written into the open database."""
    _paces[engine()] = Pace(most)


def count(person_id: int) -> None:
    """Count one post or edit of a person (key); raises RateLimited, and RuntimeError inside a transaction."""
    if inside_transaction():
        raise RuntimeError("what somebody writes is counted before the transaction")
    pace = _paces.get(engine())
    if pace is not None:
        pace.count(person_id)
