"""The sweep: fires every step that is due, once, however many sweep at the same time and whenever one of them is killed.

One batch is one transaction: what is due is taken (SQLite has one writer; PostgreSQL passes by what another is at), whom
it tells is found out now, and the run moves on only if it is still where it was found. Events, inbox, notices and what
the steps do stand in the same transaction, so that either all of it has happened or none. After downtime a run fires one
step at a time (`rules.following`).
"""

import logging
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core import clock, crowd
from ..core.bulk import among
from ..core.db import OUT_OF_REACH, glance, transaction
from . import guard, ladders, matters
from .firing import fire
from .models import Escalation
from .shapes import Due, Ladder

log = logging.getLogger(__name__)

BATCH = 200
"""The first batch; the next are as many as HOLD_SECONDS take, since each is some 25 statements, however many its rows."""
LARGEST = 1_000
HOLD_SECONDS = 0.4
"""So long a batch may hold the rows of its issues and channels, for which others wait."""
SMALL = 25
"""The same while people are connected to this process: on SQLite whatever they say waits for the whole batch."""
REST = 3.0
"""So many times as long as a batch took nobody is held up by the next one then: what people say needs the processor more than once."""
MOST_REST = 1.0
"""Seconds: a batch that took long because the database is slow must not make the sweep look stuck."""
MOST_ROWS = 2_000
MOST_SECONDS = 5.0
FIRST_RETRY = timedelta(seconds=30)
LAST_RETRY = timedelta(hours=1)
_COLUMNS = (
    *(Escalation.id, Escalation.matter, Escalation.matter_id, Escalation.version_id),
    *(Escalation.generation, Escalation.step_no, Escalation.planned_at, Escalation.base_at),
)


def sweep() -> Counter[str]:
    """Fire all that is due, within MOST_ROWS and MOST_SECONDS; the next tick goes on. Returns how many rows came to which end."""
    done: Counter[str] = Counter()
    if not is_anything_due():
        return done
    with transaction() as session:
        highest = guard.holds_back(session, guard.note(session))
    end, size = time.monotonic() + MOST_SECONDS, BATCH
    while (left := MOST_ROWS - sum(done.values())) > 0 and (began := time.monotonic()) < end:
        batch = _batch(highest, SMALL if crowd.is_here() else min(size, left))
        if not batch:
            break
        done += batch
        took = time.monotonic() - began
        size = fitting(sum(batch.values()), took)
        crowd.give_way(min(REST * took, MOST_REST))
    return done


def fitting(rows: int, seconds: float) -> int:
    """How many rows the next batch takes, when so many took so long."""
    return max(SMALL, min(LARGEST, int(rows * HOLD_SECONDS / max(seconds, 0.001))))


def fire_due(session: Session) -> Counter[str]:
    """Fire what is due in a transaction that is open already: for the demo world, whose days are over before anybody looks."""
    return fire(session, _take(session, clock.now(), BATCH), None, clock.now())


def is_anything_due() -> bool:
    """Whether a step is due now; by the index of the runs that wait, without a transaction."""
    with glance() as connection:
        due = select(Escalation.id).where(Escalation.next_step_at <= guard.now()).limit(1)
        return connection.execute(due).first() is not None


def _batch(highest: int | None, most: int) -> Counter[str]:
    """Fire a batch together; when something in it raises, each of its rows by itself, so that it blocks nobody.

    Tiers above `highest` are left for the office's word.
    """
    try:
        with transaction() as session:
            return fire(session, _take(session, guard.now(), most), highest)
    except OUT_OF_REACH:
        raise
    except Exception:
        log.exception("a batch of steps failed; its rows are tried one by one")
    return _one_by_one(highest, most)


def _one_by_one(highest: int | None, most: int) -> Counter[str]:
    done: Counter[str] = Counter()
    for _ in range(most):
        failed: Due | None = None
        with transaction() as session:
            runs = _take(session, guard.now(), 1)
            if not runs:
                break
            try:
                with session.begin_nested():
                    done += fire(session, runs, highest)
            except Exception as error:
                failed = runs[0]
                _put_off(session, failed, error)
        done["failed"] += failed is not None
    return done


def _take(session: Session, now: datetime, most: int) -> list[Due]:
    """What is due and nobody else is at: its matter's row first, as acts take it, then its own."""
    due, order = Escalation.next_step_at <= now, (Escalation.next_step_at, Escalation.id)
    looked = select(Escalation.id, Escalation.matter, Escalation.matter_id).where(due).order_by(*order)
    found = session.execute(looked.limit(most)).all()
    held = matters.hold(session, ((row.matter, row.matter_id) for row in found)) if found else set()
    free = [row.id for row in found if (row.matter, row.matter_id) in held]
    if not free:
        return []
    taken = select(*_COLUMNS, Escalation.next_step_at).where(among(session, Escalation.id, free)).order_by(*order)
    rows = session.execute(taken.with_for_update(skip_locked=True)).all()
    rows = [row for row in rows if row.next_step_at is not None and row.next_step_at <= now]  # nobody was faster
    known = ladders.of_versions(session, {row.version_id for row in rows})
    return [_due(row, known[row.version_id]) for row in rows]


def _due(row: Any, ladder: Ladder) -> Due:
    id_, matter, matter_id, _version, generation, step_no, planned, base, _look = row
    return Due(id_, matter, matter_id, ladder.clock, generation, step_no, planned, base, ladder)


def _put_off(session: Session, run: Due, error: Exception) -> None:
    """A row that raises is tried again later, and later each time; its error's name is kept, its words may be anybody's."""
    log.error("step %d of run %d failed: %s", run.step_no, run.escalation_id, type(error).__name__)
    row = session.get_one(Escalation, run.escalation_id)
    row.error_count += 1
    row.error = type(error).__name__
    row.next_step_at = clock.now() + min(FIRST_RETRY * 2 ** min(row.error_count - 1, 10), LAST_RETRY)
