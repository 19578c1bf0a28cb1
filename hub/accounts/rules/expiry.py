"""How long a signed-in browser stays signed in (docs/security.md)."""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
IDLE_KEPT = timedelta(hours=8)
"""在本机保持登录8小时: chosen at sign-in, on a machine of one's own."""
ABSOLUTE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
"""`seen_at` is written at most this often; idle time is exact to this."""


def is_alive(seen_at: datetime, idle_seconds: int, expires_at: datetime, now: datetime) -> bool:
    """Whether a session that nobody ended may still be used at `now`; all instants aware."""
    return now < expires_at and now <= seen_at + timedelta(seconds=idle_seconds)
