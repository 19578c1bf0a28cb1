"""What counts as well: facts in, findings out. Every threshold of the page and of the probes stands here."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from .shapes import Facts, Finding, Verdict, Worker

QUIET = timedelta(seconds=60)
"""How long a worker may be silent, and a sweep may be away."""
STEP_LATE = timedelta(seconds=60)
NOTICE_LATE = timedelta(minutes=5)
BACKUP_OLD = timedelta(days=2)
NEXT_YEAR_FROM = (11, 1)
"""The State Council's notice for the next year comes in October or November; from this day on its absence is shown."""
DISK_LOW, DISK_FULL = 0.10, 0.03
DISK_LOW_BYTES, DISK_FULL_BYTES = 5 * 1024**3, 1024**3
"""Low is below a tenth and 5 GB, full below 3 % and 1 GB: neither a large nor a small disk gives a false alarm."""


def judge(facts: Facts) -> list[Finding]:
    """A finding for each part, in the order of the page."""
    return [
        _sweep(facts),
        _workers(facts),
        _steps(facts),
        _clock(facts),
        _outbox(facts),
        _calendar(facts),
        _backup(facts),
        _disk(facts),
        Finding("audit", Verdict.WELL, "audit", {"seq": facts.audit_seq, "hash": facts.audit_hash}),
    ]


def worst(findings: list[Finding]) -> Verdict:
    """How the whole is."""
    order = (Verdict.WELL, Verdict.LOOK, Verdict.ILL)
    return max((finding.verdict for finding in findings), key=order.index)


def is_alive(worker: Worker, now: datetime) -> bool:
    """Whether it has given a sign lately."""
    return now - worker.beat_at <= QUIET


def last_sweep(workers: tuple[Worker, ...]) -> tuple[datetime, str] | None:
    """When a sweep last went well, and whose."""
    swept = [(worker.swept_at, worker.name) for worker in workers if worker.swept_at is not None]
    return max(swept, default=None)


def _sweep(facts: Facts) -> Finding:
    last = last_sweep(facts.workers)
    if last is None:
        return Finding("sweep", Verdict.ILL, "sweep.never")
    at, worker = last
    if facts.now - at > QUIET:
        return Finding("sweep", Verdict.ILL, "sweep.late", {"at": at})
    return Finding("sweep", Verdict.WELL, "sweep.well", {"at": at, "worker": worker})


def _workers(facts: Facts) -> Finding:
    alive = [worker for worker in facts.workers if is_alive(worker, facts.now)]
    if not alive:
        return Finding("workers", Verdict.ILL, "workers.none")
    troubled = [worker for worker in alive if worker.troubles]
    if troubled:
        return Finding("workers", Verdict.LOOK, "workers.trouble", {"count": len(troubled)})
    return Finding("workers", Verdict.WELL, "workers.well", {"count": len(alive)})


def _steps(facts: Facts) -> Finding:
    steps = facts.steps
    if steps.failing:
        return Finding("steps", Verdict.ILL, "steps.failing", {"count": steps.failing})
    if steps.late:
        return Finding("steps", Verdict.LOOK, "steps.late", {"count": steps.late, "at": steps.oldest_at})
    return Finding("steps", Verdict.WELL, "steps.well")


def _clock(facts: Facts) -> Finding:
    if facts.alarm is None:
        return Finding("clock", Verdict.WELL, "clock.well")
    return Finding("clock", Verdict.ILL, "clock.alarm", {"count": facts.steps.waiting})


def _outbox(facts: Facts) -> Finding:
    box = facts.outbox
    if box.late:
        return Finding("outbox", Verdict.ILL, "outbox.late", {"count": box.late, "at": box.oldest_at})
    if box.dead:
        return Finding("outbox", Verdict.LOOK, "outbox.dead", {"count": box.dead, "waiting": box.waiting})
    return Finding("outbox", Verdict.WELL, "outbox.well", {"count": box.waiting})


def _calendar(facts: Facts) -> Finding:
    missing = [year for year in _years_needed(facts.today) if year not in facts.years]
    if missing:
        verdict = Verdict.ILL if missing[0] == facts.today.year else Verdict.LOOK
        return Finding("calendar", verdict, "calendar.missing", {"year": missing[0]})
    last = facts.today.year
    while last + 1 in facts.years:
        last += 1
    return Finding("calendar", Verdict.WELL, "calendar.well", {"year": last})


def _years_needed(today: date) -> Iterator[int]:
    yield today.year
    if (today.month, today.day) >= NEXT_YEAR_FROM:
        yield today.year + 1


def _backup(facts: Facts) -> Finding:
    at, values = facts.backed_up_at, {"at": facts.backed_up_at, "is_sqlite": facts.is_sqlite}
    if at is None:
        return Finding("backup", Verdict.LOOK, "backup.never", values)
    if facts.now - at > BACKUP_OLD:
        return Finding("backup", Verdict.LOOK, "backup.old", values)
    return Finding("backup", Verdict.WELL, "backup.well", values)


def _disk(facts: Facts) -> Finding:
    free, share = facts.disk.free, facts.disk.free / max(facts.disk.total, 1)
    values = {"free": free, "percent": round(100 * share)}
    if free < DISK_FULL_BYTES and share < DISK_FULL:
        return Finding("disk", Verdict.ILL, "disk.full", values)
    if free < DISK_LOW_BYTES and share < DISK_LOW:
        return Finding("disk", Verdict.LOOK, "disk.low", values)
    return Finding("disk", Verdict.WELL, "disk.well", values)
