"""What time it is: aware UTC instants, Shanghai dates, and a hand to hold the clock in tests."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_held_at: datetime | None = None


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return _held_at or datetime.now(UTC)


def monotonic() -> float:
    """Seconds that no setting of the clock moves, from an unknown beginning; a held clock's own while it is held."""
    return _held_at.timestamp() if _held_at else time.monotonic()


def today() -> date:
    """The date in Shanghai, where every district of the hub works."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """The same instant on a Shanghai clock; `instant` must be aware."""
    return instant.astimezone(SHANGHAI)


@contextmanager
def held_at(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant inside the block (tests and the demo world only)."""
    global _held_at
    before, _held_at = _held_at, instant.astimezone(UTC)
    try:
        yield
    finally:
        _held_at = before
