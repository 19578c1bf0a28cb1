"""How much one person, and one address, may ask of the sockets; Flask-Limiter sees no event (docs/landmines.md, 12)."""

from collections import Counter

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from ..channels.pace import WINDOW_SECONDS

SOCKETS_PER_PERSON = 5
EVENTS_PER_POST = 5
CONNECTS = RateLimitItemPerMinute(60, namespace="hub-connect")
"""Per person: five tabs that all reconnect while a server restarts stay well below."""
STRANGERS = RateLimitItemPerMinute(120, namespace="hub-stranger")
"""Per address, counting only those who come without a key, or with a wrong one: a whole office may share an address."""


class Limits:
    """Counts of this process; in memory, because one socket lives in one process."""

    def __init__(self, posts: int) -> None:
        """`posts` per person and window, which `channels.pace` counts; here it is so many times as many events."""
        self._events = RateLimitItemPerSecond(EVENTS_PER_POST * posts, WINDOW_SECONDS, namespace="hub-event")
        self._window = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._seats: Counter[int] = Counter()

    def allows_event(self, person_id: int) -> bool:
        """Count one event of a person; False when it is one too many."""
        return self._window.hit(self._events, str(person_id))

    def allows_connect(self, person_id: int) -> bool:
        """Count one attempt to connect by somebody who is known."""
        return self._window.hit(CONNECTS, str(person_id))

    def allows_stranger(self, address: str) -> bool:
        """Count somebody from this address who has no key, or a wrong one; False when it is one too many."""
        return self._window.hit(STRANGERS, address)

    def take_seat(self, person_id: int) -> bool:
        """One more socket of a person, if it is not a sixth."""
        if self._seats[person_id] >= SOCKETS_PER_PERSON:
            return False
        self._seats[person_id] += 1
        return True

    def free_seat(self, person_id: int) -> None:
        """One socket less."""
        self._seats[person_id] -= 1
        if self._seats[person_id] <= 0:
            del self._seats[person_id]
