"""How often somebody may try a password: by account and address, and by address, never by account alone.

A lock on the account would lock its owner out everywhere; one on account and address leaves them every other place
(docs/security.md).
"""

import hashlib
import ipaddress
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from ..core.errors import RateLimited
from ..core.i18n import _n

log = logging.getLogger(__name__)
T = TypeVar("T")

TRIES = 5
TRIES_FROM_ONE_ADDRESS = 200
"""An office's whole network may stand behind one address, and everybody signs in at nine."""
WINDOW_SECONDS = 15 * 60


class Throttle:
    """Counts tries in memory, or in Redis for several processes; in memory too while Redis is down."""

    def __init__(self, redis_url: str = "", *, window_seconds: int = WINDOW_SECONDS) -> None:
        self._pair = RateLimitItemPerSecond(TRIES, window_seconds, namespace="hub-sign-in")
        self._address = RateLimitItemPerSecond(TRIES_FROM_ONE_ADDRESS, window_seconds, namespace="hub-address")
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = _shared_limiter(redis_url) if redis_url else None

    def count_try(self, login: str, address: str) -> int:
        """Count one try before it is made; returns how many are left after it. Raises RateLimited when none was."""
        pair, place = _mark(login, _network(address)), _mark(_network(address))
        if not self._ask(lambda limiter: limiter.hit(self._address, place)):
            raise self._refusal(self._address, place)
        if not self._ask(lambda limiter: limiter.hit(self._pair, pair)):
            raise self._refusal(self._pair, pair)
        return self._ask(lambda limiter: limiter.get_window_stats(self._pair, pair)).remaining

    def forgive(self, login: str, address: str) -> None:
        """Forget the failed tries of an account from an address, after the right password."""
        pair = _mark(login, _network(address))
        self._ask(lambda limiter: limiter.clear(self._pair, pair))

    def _refusal(self, limit: RateLimitItemPerSecond, mark: str) -> RateLimited:
        reset_at = self._ask(lambda limiter: limiter.get_window_stats(limit, mark)).reset_time
        seconds = max(1, int(reset_at - time.time()) + 1)
        minutes = -(-seconds // 60)
        message = _n("尝试次数过多，这里已锁定，请%(num)d分钟后再试，或联系区未保办重置密码。", minutes)
        return RateLimited(message, retry_in_seconds=seconds)

    def _ask(self, question: Callable[[MovingWindowRateLimiter], T]) -> T:
        if self._shared is not None:
            try:
                return question(self._shared)
            except StorageError:
                log.warning("sign-in tries are counted in this process alone: Redis does not answer")
        return question(self._own)


def _shared_limiter(redis_url: str) -> MovingWindowRateLimiter:
    url = redis_url.replace("unix://", "redis+unix://", 1) if redis_url.startswith("unix://") else redis_url
    storage = storage_from_string(url, wrap_exceptions=True, socket_timeout=2, socket_connect_timeout=2)
    if not isinstance(storage, Storage):
        raise TypeError(f"no synchronous storage: {storage!r}")
    return MovingWindowRateLimiter(storage)


def _mark(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


def _network(address: str) -> str:
    """The address; for IPv6 the /64 that one customer has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
