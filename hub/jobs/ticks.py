"""Entries of the jobs: each opens its own transactions, logs what it did, and keeps its errors to itself."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from ..accounts import housekeeping as accounts
from ..channels.acknowledgements import moving
from ..channels.attachments import actions as attachments
from ..channels.attachments.rules import GRACE, KEEP_WITHDRAWN
from ..channels.exporting import folder, making
from ..channels.exporting import housekeeping as exporting
from ..channels.membership import sync_all
from ..core import clock
from ..core.db import OUT_OF_REACH, reading, transaction
from ..escalation import sweep as escalation
from ..files import housekeeping as files
from ..journal import chain
from ..notify import delivery, digests
from ..notify import housekeeping as notify
from ..plan import housekeeping as plan

log = logging.getLogger(__name__)

KEEP_SESSIONS = timedelta(days=180)
"""网络安全法 §21 asks for six months of sign-in records."""
KEEP_DRAFTS = timedelta(days=30)
KEEP_NOTICES = timedelta(days=90)


def guarded(tick: Callable[[], str]) -> Callable[[], None]:
    """Decorator: a tick that fails is logged and must not stop the ticks after it; one with nothing to say is not logged."""

    @wraps(tick)
    def run() -> None:
        try:
            if said := tick():
                log.info("%s: %s", tick.__name__, said)
        except OUT_OF_REACH as error:
            log.error("%s: the database did not answer: %s", tick.__name__, getattr(error, "orig", None) or error)
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


@guarded
def move_deadlines() -> str:
    """Bring running deadlines to where the working calendar has them.

    They follow it at once; one that was set while the calendar was being changed, in another process, is found here.
    """
    with transaction() as session:
        moved = moving.move_deadlines(session)
    return f"{moved} deadlines moved" if moved else ""


@guarded
def tell_audit_head() -> str:
    """Print where the audit trail stands, for safe-keeping outside (`hub audit verify --head`).

    As a warning, which reaches standard error however a hub is set up.
    """
    with reading() as session:
        log.warning("audit head %s", chain.head(session))
    return ""


_at_work = threading.Lock()


@guarded
def make_exports() -> str:
    """Make the exports that wait, one after the other; nothing while another tick of this process is at it."""
    if not _at_work.acquire(blocking=False):
        return ""
    try:
        made = []
        while public_id := making.make_next():
            made.append(public_id)
        return ", ".join(made)
    finally:
        _at_work.release()


@guarded
def clear_exports() -> str:
    """Let files go that were ready a day ago, and what tries that were given up left behind."""
    with transaction() as session:
        expired = exporting.expire(session)
        kept = exporting.kept_files(session)
    gone = folder.sweep(kept)
    return f"{expired} exports expired, {gone} files removed" if expired or gone else ""


@guarded
def sweep() -> str:
    """Fire the steps that are due."""
    return ", ".join(f"{count} {end}" for end, count in sorted(escalation.sweep().items()))


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
