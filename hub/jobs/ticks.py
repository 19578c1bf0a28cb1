"""Entries of the jobs: each opens its own transactions, logs what it did, and keeps its errors to itself."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from ..accounts import housekeeping as accounts
from ..channels.attachments import actions as attachments
from ..channels.attachments.rules import GRACE, KEEP_WITHDRAWN
from ..channels.membership import sync_all
from ..core import clock
from ..core.db import transaction
from ..files import housekeeping as files
from ..plan import housekeeping as plan

log = logging.getLogger(__name__)

KEEP_SESSIONS = timedelta(days=180)
"""网络安全法 §21 asks for six months of sign-in records."""
KEEP_DRAFTS = timedelta(days=30)


def guarded(tick: Callable[[], str]) -> Callable[[], None]:
    """Decorator: a tick that fails is logged and must not stop the ticks after it."""

    @wraps(tick)
    def run() -> None:
        try:
            log.info("%s: %s", tick.__name__, tick())
        except Exception:
            log.exception("%s failed", tick.__name__)

    return run


@guarded
def tidy() -> str:
    """Forget sessions that ended long ago and drafts that nobody took up; returns what was done, for the log."""
    now = clock.now()
    with transaction() as session:
        sessions = accounts.forget_sessions(session, before=now - KEEP_SESSIONS)
        drafts = plan.forget_drafts(session, before=now - KEEP_DRAFTS)
        drafts += accounts.forget_drafts(session, before=now - KEEP_DRAFTS)
    return f"{sessions} sessions, {drafts} drafts"


@guarded
def tidy_files() -> str:
    """Forget uploads that nobody finished, files that were taken back long ago, and bytes that nothing refers to."""
    now = clock.now()
    uploads = files.forget_uploads(now)
    with transaction() as session:
        withdrawn = attachments.forget_withdrawn(session, before=now - KEEP_WITHDRAWN)
    return f"{uploads} uploads, {withdrawn} withdrawn, {files.forget_files(before=now - GRACE)} files"


@guarded
def follow_dates() -> str:
    """Units begin and end on dates: bring the members of all channels up to the new day."""
    with transaction() as session:
        sync_all(session)
    return "members follow today's units"
