"""Digests: at the hours that people chose, one notice each of how much waits for them. Written once, whoever ticks."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ..core import clock, periods
from ..core.periods import JobRun
from . import outbox
from .models import NoticePreference
from .rules import read_hours

JOB = "digest"
MOST_LATE = timedelta(hours=12)
"""A hub that was down writes the digests of hours that it missed, one for each person; older ones help nobody."""


def write_digests(session: Session) -> int:
    """Write the digests of this full hour and of those missed, unless somebody has; returns how many."""
    now = clock.now()
    hour = clock.local(now).replace(minute=0, second=0, microsecond=0)
    before = session.scalar(select(func.max(JobRun.period)).where(JobRun.job == JOB))
    if before == _period(hour) or not periods.begin(session, JOB, _period(hour)):
        return 0
    hours = {missed.hour for missed in _since(before, hour)}
    asks = or_(NoticePreference.mail_pace == "digest", NoticePreference.push_pace == "digest")
    people = {
        row.person_id
        for row in session.scalars(select(NoticePreference).where(asks))
        if hours.intersection(read_hours(row.digest_hours) or ())
    }
    rows: list[dict[str, Any]] = [
        outbox.digest(address, f"hour:{_period(hour)}", now, now)
        for address, pace, _chosen in outbox.addresses(session, people)
        if pace == "digest"
    ]
    outbox.write(session, rows)
    return len(rows)


def _since(before: str | None, hour: datetime) -> list[datetime]:
    """The full hours after the period that was done last, up to this one."""
    found = [hour]
    while before and (earlier := found[-1] - timedelta(hours=1)) > hour - MOST_LATE and _period(earlier) > before:
        found.append(earlier)
    return found


def _period(hour: datetime) -> str:
    return f"{hour:%Y%m%d%H}"
