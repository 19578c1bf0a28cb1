"""Reads of how the hub runs: from the database alone, never from what this process remembers, by statements that stay cheap."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..calendar.models import CalendarYear
from ..core import clock, periods
from ..core.policy import can, require
from ..core.viewer import Viewer
from ..escalation import guard, ladders
from ..escalation.models import Escalation, SchedulerBeat
from ..escalation.sweep import LAST_RETRY
from ..issues import policy as _policy  # noqa: F401 (its rules say whose titles are shown)
from ..issues.clocks import EXTENSION, ISSUE
from ..issues.models import ExtensionRequest, Issue
from ..issues.rules import written_number
from ..journal import chain
from ..notify.models import OutboxRow
from .rules import NOTICE_LATE, STEP_LATE
from .shapes import Alarm, Disk, Facts, FailingStep, Outbox, Steps, Trouble, Worker

BACKUP = "backup"
MOST_WORKERS = 20
MOST_FAILING = 50


def facts(session: Session, data_dir: Path) -> Facts:
    """All that is known now; some ten statements, none of which reads more than what is late, waits or is lost."""
    now, head = clock.now(), chain.head(session)
    return Facts(
        now=now,
        today=clock.today(),
        workers=workers(session),
        alarm=alarm(session),
        steps=steps(session, now),
        outbox=outbox(session, now),
        years=tuple(session.scalars(select(CalendarYear.year).order_by(CalendarYear.year))),
        backed_up_at=periods.last(session, BACKUP),
        is_sqlite=session.get_bind().dialect.name == "sqlite",
        disk=disk(data_dir),
        audit_seq=head.seq,
        audit_hash=head.hash,
    )


def workers(session: Session) -> tuple[Worker, ...]:
    """Who has run the jobs within a day, the latest sign first."""
    found = select(SchedulerBeat).order_by(SchedulerBeat.beat_at.desc()).limit(MOST_WORKERS)
    return tuple(
        Worker(row.worker, row.started_at, row.beat_at, row.swept_at, _troubles(row.trouble))
        for row in session.scalars(found)
    )


def _troubles(text: str) -> tuple[Trouble, ...]:
    """As `jobs.worker` writes them; what it would not write is left out."""
    return tuple(trouble for part in text.split("; ") if (trouble := _trouble(part.split())))


def _trouble(words: list[str]) -> Trouble | None:
    match words:
        case ["failed", job, error]:
            return Trouble("failed", job, error=error)
        case [("stuck" | "silent") as kind, job, times, at] if times.isdecimal():
            return Trouble(kind, job, times=int(times), at=datetime.fromisoformat(at))
    return None


def alarm(session: Session) -> Alarm | None:
    """The clock alarm that stands."""
    row = guard.standing_alarm(session)
    return Alarm(row.public_id, row.reason, row.count, row.raised_at) if row else None


def steps(session: Session, now: datetime) -> Steps:
    """How the steps stand. By the index of the runs that wait: one that fails is tried again within LAST_RETRY."""
    soon = Escalation.next_step_at <= now + LAST_RETRY
    late = soon, Escalation.planned_at < now - STEP_LATE
    count, oldest = session.execute(select(func.count(), func.min(Escalation.planned_at)).where(*late)).one()
    failing = session.scalar(select(func.count()).where(soon, Escalation.error_count > 0)) or 0
    return Steps(count, oldest, failing, waiting_count(session))


def waiting_count(session: Session) -> int:
    """How many runs wait for the office's word; none does while no alarm stands, so that the table is not read."""
    if guard.standing_alarm(session) is None:
        return 0
    return session.scalar(select(func.count()).where(Escalation.state == "waiting")) or 0


def failing(session: Session, viewer: Viewer) -> list[FailingStep]:
    """The steps that raised, the soonest to be tried again first; titles for those who may read them. Raises Denied."""
    require(session, viewer, "health.read")
    soon = Escalation.next_step_at <= clock.now() + LAST_RETRY
    found = select(Escalation).where(soon, Escalation.error_count > 0)
    rows = session.scalars(found.order_by(Escalation.next_step_at, Escalation.id).limit(MOST_FAILING)).all()
    return [_failing(session, viewer, row) for row in rows]


def _failing(session: Session, viewer: Viewer, row: Escalation) -> FailingStep:
    ladder = ladders.of_versions(session, {row.version_id})[row.version_id]
    issue = _issue(session, row.matter, row.matter_id)
    is_seen = issue is not None and viewer.sees_content and can(session, viewer, "issue.read", issue)
    return FailingStep(
        run=row.id,
        matter=row.matter,
        number=written_number(issue.year, issue.number) if issue else str(row.matter_id),
        title=issue.called if issue is not None and is_seen else "",
        issue=issue.public_id if issue is not None and is_seen else "",
        clock=row.clock,
        tier=ladder.steps[row.step_no].tier if row.step_no < len(ladder.steps) else 0,
        error=row.error,
        times=row.error_count,
        planned_at=row.planned_at,
        next_at=row.next_step_at or row.planned_at,
    )


def _issue(session: Session, matter: str, key: int) -> Issue | None:
    if matter == EXTENSION:
        request = session.get(ExtensionRequest, key)
        return session.get(Issue, request.issue_id) if request else None
    return session.get(Issue, key) if matter == ISSUE else None


def outbox(session: Session, now: datetime) -> Outbox:
    """How the notices stand. What is tried again, or waits for its hour, is not late; what nobody takes is."""
    waiting = session.scalar(select(func.count()).where(OutboxRow.due_at.is_not(None))) or 0
    late = OutboxRow.due_at < now - NOTICE_LATE
    count, oldest = session.execute(select(func.count(), func.min(OutboxRow.due_at)).where(late)).one()
    return Outbox(waiting, count, oldest, session.scalar(select(func.count()).where(OutboxRow.state == "dead")) or 0)


def issues_by_state(session: Session) -> dict[str, int]:
    """How many issues are in each state."""
    found = session.execute(select(Issue.state, func.count()).group_by(Issue.state))
    return {state: count for state, count in found}


def disk(data_dir: Path) -> Disk:
    """The data folder's disk."""
    usage = shutil.disk_usage(data_dir)
    return Disk(usage.free, usage.total)
