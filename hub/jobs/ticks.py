"""Entries of the jobs: each opens its own transactions, logs what it did, and keeps its errors to itself."""

import logging
import threading
from collections.abc import Callable
from datetime import time, timedelta
from functools import wraps

from sqlalchemy.orm import Session

from ..accounts import housekeeping as accounts
from ..channels.acknowledgements import moving
from ..channels.attachments import actions as attachments
from ..channels.attachments.rules import GRACE, KEEP_WITHDRAWN
from ..channels.exporting import folder, making
from ..channels.exporting import housekeeping as exporting
from ..channels.membership import sync_all
from ..core import clock, periods
from ..core.db import OUT_OF_REACH, reading, transaction
from ..escalation import sweep as escalation
from ..files import housekeeping as files
from ..journal import chain
from ..meetings.answering import reminding
from ..meetings.series import planning as series
from ..minutes.commenting import reminding as rounds
from ..notify import delivery, digests
from ..notify import housekeeping as notify
from ..plan import housekeeping as plan
from . import beats
from .watch import watch

log = logging.getLogger(__name__)

KEEP_SESSIONS = timedelta(days=180)
"""网络安全法 §21 asks for six months of sign-in records."""
KEEP_DRAFTS = timedelta(days=30)
KEEP_NOTICES = timedelta(days=90)
KEEP_BEATS = timedelta(days=1)


def guarded(tick: Callable[[], str]) -> Callable[[], None]:
    """Decorator: a tick that fails is logged and must not stop the ticks after it; one with nothing to say is not logged.

    The watch is told of its beginning and of how it ended.
    """
    name = tick.__name__

    @wraps(tick)
    def run() -> None:
        watch.began(name)
        fault = ""
        try:
            if said := tick():
                log.info("%s: %s", name, said)
        except OUT_OF_REACH as error:
            fault = type(error).__name__
            log.error("%s: the database did not answer: %s", name, getattr(error, "orig", None) or error)
        except Exception as error:
            fault = type(error).__name__
            log.exception("%s failed", name)
        watch.ended(name, fault)

    return run


def daily() -> None:
    """Do what is to be done once a day and has not been done today; what a hub missed while it was down, it does at its start."""
    for at, tick in DAILY:
        if clock.local(clock.now()).time() >= at:
            tick()


def _once_today(job: str, work: Callable[[Session], str]) -> str:
    """Do the work of a job in the transaction that says that it is done today; nothing when somebody has, here or elsewhere."""
    with reading() as session:
        if periods.is_done(session, job, periods.today()):
            return ""
    with transaction() as session:
        return work(session) if periods.begin(session, job, periods.today()) else ""


@guarded
def tidy() -> str:
    """Once a day, forget sessions that ended long ago, drafts that nobody took up and notices that were said; says what was done."""
    return _once_today("tidy", _tidy)


def _tidy(session: Session) -> str:
    now = clock.now()
    sessions = accounts.forget_sessions(session, before=now - KEEP_SESSIONS)
    drafts = plan.forget_drafts(session, before=now - KEEP_DRAFTS)
    drafts += accounts.forget_drafts(session, before=now - KEEP_DRAFTS)
    notices = notify.forget_notices(session, before=now - KEEP_NOTICES)
    periods.forget(session, before=now - KEEP_NOTICES)
    beats.forget(session, before=now - KEEP_BEATS)
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
    """Units begin and end on dates: once a day, bring the members of all channels up to the new day."""
    return _once_today("follow_dates", _follow_dates)


def _follow_dates(session: Session) -> str:
    sync_all(session)
    return "members follow today's units"


@guarded
def move_deadlines() -> str:
    """Once a day, bring running deadlines to where the working calendar has them.

    They follow it at once; one that was set while the calendar was being changed, in another process, is found here.
    """
    return _once_today("move_deadlines", lambda session: f"{moving.move_deadlines(session)} deadlines moved")


@guarded
def tell_audit_head() -> str:
    """Once a day, print where the audit trail stands, for safe-keeping outside (`hub audit verify --head`).

    As a warning, which reaches standard error however a hub is set up.
    """
    if head := _once_today("tell_audit_head", lambda session: str(chain.head(session))):
        log.warning("audit head %s", head)
    return ""


@guarded
def plan_series() -> str:
    """Once a day, make the consultations of series as far ahead as they are listed."""
    made = series.plan_ahead()
    return f"{made} consultations of series" if made else ""


DAILY = (
    *((time(0, 0), follow_dates), (time(0, 5), move_deadlines), (time(0, 15), plan_series)),
    *((time(0, 10), tell_audit_head), (time(3, 20), tidy)),
)
"""What is done once a day, and from which time in Shanghai on."""


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


@guarded
def remind_units() -> str:
    """Remind the units that have not answered an invitation or a comment round, on the working day before."""
    reached, units = reminding.remind_the_missing(), rounds.remind_of_rounds()
    return f"reminded {reached} of consultations, {units} units of comment rounds" if reached or units else ""
