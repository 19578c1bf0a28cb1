"""How often an address is read: what no calendar program needs is refused. Counted in memory, by process."""

import math
import time

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ...core.errors import RateLimited
from ...core.i18n import _

WINDOW_SECONDS = 15 * 60
READS = 200
"""Of one feed: some programs ask every minute, on each of somebody's devices."""
MISSES = 60
"""From one place, of addresses that open nothing: a whole office may stand behind one, with programs nobody has told."""


class Pace:
    """Counts reads by feed, and wrong addresses by where they come from."""

    def __init__(self) -> None:
        self._reads = RateLimitItemPerSecond(READS, WINDOW_SECONDS, namespace="hub-feed")
        self._misses = RateLimitItemPerSecond(MISSES, WINDOW_SECONDS, namespace="hub-feed-miss")
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def count_read(self, feed_id: int) -> None:
        """Count one read of a feed (key); RateLimited when it is one too many."""
        self._count(self._reads, str(feed_id))

    def count_miss(self, place: str) -> None:
        """Count one address that opens nothing, asked for from `place`; RateLimited when it is one too many."""
        self._count(self._misses, place)

    def _count(self, limit: RateLimitItemPerSecond, who: str) -> None:
        if not self._window.hit(limit, who):
            seconds = self._window.get_window_stats(limit, who).reset_time - time.time()
            raise RateLimited(_("操作太快，请稍候再试。"), retry_in_seconds=max(1, math.ceil(seconds)))
