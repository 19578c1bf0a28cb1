"""Entries of the jobs: each opens its own transactions, logs what it did, and keeps its errors to itself."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from ..accounts import housekeeping as accounts
from ..channels.membership import sync_all
from ..core import clock
from ..core.db import transaction
from ..notify import delivery, digests
from ..notify import housekeeping as notify
from ..plan import housekeeping as plan

log = logging.getLogger(__name__)

KEEP_SESSIONS = timedelta(days=180)
"""网络安全法 §21 asks for six months of sign-in records."""
KEEP_DRAFTS = timedelta(days=30)
KEEP_NOTICES = timedelta(days=90)


def guarded(tick: Callable[[], str]) -> Callable[[], None]:
    """Decorator: a tick that fails is logged and must not stop the ticks after it; one with nothing to tell says nothing."""

    @wraps(tick)
    def run() -> None:
        try:
            if told := tick():
                log.info("%s: %s", tick.__name__, told)
        except Exception:
            log.exception("%s failed", tick.__name__)

    return run


@guarded
def tidy() -> str:
    """Forget sessions that ended long ago, drafts that nobody took up and notices that were said; returns what was done, for the log."""
    now = clock.now()
    with transaction() as session:
        sessions = accounts.forget_sessions(session, before=now - KEEP_SESSIONS)
        drafts = plan.forget_drafts(session, before=now - KEEP_DRAFTS)
        drafts += accounts.forget_drafts(session, before=now - KEEP_DRAFTS)
        notices = notify.forget_notices(session, before=now - KEEP_NOTICES)
    return f"{sessions} sessions, {drafts} drafts, {notices} notices"


@guarded
def follow_dates() -> str:
    """Units begin and end on dates: bring the members of all channels up to the new day."""
    with transaction() as session:
        sync_all(session)
    return "members follow today's units"


@guarded
def deliver() -> str:
    """Say what waits in the outbox."""
    return ", ".join(f"{count} {end}" for end, count in sorted(delivery.deliver().items()))


@guarded
def write_digests() -> str:
    """At each full hour, digests for those who chose it."""
    with transaction() as session:
        written = digests.write_digests(session)
    return f"{written} digests" if written else ""
