"""The clock guard: a clock that is set wrong must not climb every ladder of the district at once.

The instant of a sweep is never earlier than one that a sweep has seen. When the wall clock runs ahead of the monotonic one
by more than AHEAD, or more steps fall due at once than FLOOD and FLOOD_SHARE of all that run, tiers up to HOLDS_ABOVE fire
and higher ones wait until the office has said once that the clock is right; an alarm shows until then.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..core import clock, events
from ..core.policy import require
from ..core.viewer import Viewer
from .events import ClockAlarmed, ClockConfirmed
from .models import ClockAlarm, Escalation, Sweep

AHEAD = timedelta(minutes=15)
FLOOD = 200
FLOOD_SHARE = 0.05
HOLDS_ABOVE = 2
TRUSTED_FOR = timedelta(hours=12)
"""How long the office's word holds: what waited for it goes on in the meantime, however much it is."""
NOTE_EVERY = timedelta(minutes=1)

_seen: datetime | None = None
_started: tuple[datetime, float] | None = None


def forget() -> None:
    """Begin anew, as a process that starts (tests, and a database that is opened)."""
    global _seen, _started
    _seen = _started = None


def now() -> datetime:
    """The present instant, or the latest that a sweep of this process has seen when the clock has been set back since."""
    at = clock.now()
    return max(at, _seen) if _seen is not None else at


def note(session: Session) -> datetime:
    """The instant of this sweep, not before any that a sweep has seen; noted in the database at most once a minute."""
    global _seen
    stored = session.scalar(select(Sweep.seen_at).where(Sweep.id == 1))
    at = max(now(), stored) if stored is not None else now()
    if stored is None or at - stored >= NOTE_EVERY:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        first = dialect.insert(Sweep).values(id=1, seen_at=at)
        session.execute(
            first.on_conflict_do_update(index_elements=["id"], set_={"seen_at": at}, where=Sweep.seen_at < at)
        )
    _seen = at
    return at


def holds_back(session: Session, at: datetime) -> int | None:
    """The highest tier that may fire now; None when nothing is amiss. Raises the alarm when something is."""
    global _started
    latest = session.scalars(select(ClockAlarm).order_by(ClockAlarm.id.desc()).limit(1)).first()
    if latest is not None and latest.confirmed_at is None:
        return HOLDS_ABOVE
    if latest is not None and latest.confirmed_at is not None and at < latest.confirmed_at + TRUSTED_FOR:
        _started = None  # the clocks are compared anew from here on, whichever process the office's word came to
        return None
    if _is_ahead():
        return _alarm(session, "clock", _due_count(session, at))
    if _count(session, Escalation.next_step_at <= at, FLOOD + 1) > FLOOD:
        due = _due_count(session, at)
        enough = int(due / FLOOD_SHARE)
        if _count(session, Escalation.next_step_at.is_not(None), enough) < enough:
            return _alarm(session, "flood", due)
    return None


def confirm(session: Session, viewer: Viewer) -> int:
    """The office says that the clock is right; returns how many runs that waited go on. Needs `office`; once is enough."""
    global _started
    require(session, viewer, "office")
    standing = select(ClockAlarm).where(ClockAlarm.confirmed_at.is_(None)).order_by(ClockAlarm.id).with_for_update()
    alarms = session.scalars(standing).all()  # two that swept at once may have raised one each
    if not alarms:
        return 0
    for alarm in alarms:
        alarm.confirmed_at, alarm.confirmed_by = clock.now(), viewer.person_id
    _started = None
    waiting = update(Escalation).where(Escalation.state == "waiting")
    goes_on = waiting.values(state="running", next_step_at=Escalation.planned_at).returning(Escalation.id)
    count = len(session.scalars(goes_on.execution_options(synchronize_session=False)).all())
    events.record(session, ClockConfirmed(viewer.person_id))
    return count


def standing_alarm(session: Session) -> ClockAlarm | None:
    """The alarm that waits for the office; None when there is none."""
    return session.scalars(select(ClockAlarm).where(ClockAlarm.confirmed_at.is_(None)).limit(1)).first()


def _is_ahead() -> bool:
    """Whether the wall clock has run ahead of the monotonic one since this process began to sweep."""
    global _started
    at, ticks = clock.now(), clock.monotonic()
    if _started is None:
        _started = (at, ticks)
    return (at - _started[0]) - timedelta(seconds=ticks - _started[1]) > AHEAD


def _alarm(session: Session, reason: str, count: int) -> int:
    session.add(ClockAlarm(reason=reason, count=count, raised_at=clock.now()))
    session.flush()
    events.record(session, ClockAlarmed(reason, count))
    return HOLDS_ABOVE


def _due_count(session: Session, at: datetime) -> int:
    return session.scalar(select(func.count()).where(Escalation.next_step_at <= at)) or 0


def _count(session: Session, which: ColumnElement[bool], most: int) -> int:
    """How many there are, counted no further than `most`."""
    found = select(Escalation.id).where(which).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0
