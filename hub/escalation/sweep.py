"""The sweep: fires every step that is due, once, however many sweep at the same time and whenever one of them is killed.

One batch is one transaction: what is due is taken (SQLite has one writer; PostgreSQL passes by what another is at), whom
it tells is found out now, and the run moves on only if it is still where it was found. Events, inbox, notices and what
the steps do stand in the same transaction, so that either all of it has happened or none. After downtime a run fires one
step at a time (`rules.following`).
"""

import logging
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from ..core import clock, events
from ..core.db import OUT_OF_REACH, glance, transaction
from . import guard, ladders, matters
from .events import StepsFired
from .models import Escalation, EscalationEvent, InboxItem
from .rules import following, is_provisional
from .shapes import Due, Fired, Ladder, Position, Told

log = logging.getLogger(__name__)

BATCH = 200
MOST_ROWS = 2_000
MOST_SECONDS = 5.0
FIRST_RETRY = timedelta(seconds=30)
LAST_RETRY = timedelta(hours=1)
_COLUMNS = (
    *(Escalation.id, Escalation.matter, Escalation.matter_id, Escalation.version_id),
    *(Escalation.generation, Escalation.step_no, Escalation.planned_at, Escalation.base_at),
)
_move = (
    update(cast(Table, Escalation.__table__))
    .where(
        Escalation.id == bindparam("run"),
        Escalation.generation == bindparam("was_generation"),
        Escalation.step_no == bindparam("was_step"),
        Escalation.state == "running",
    )
    .values(
        step_no=bindparam("next_step"),
        planned_at=bindparam("planned"),
        next_step_at=bindparam("look"),
        state=bindparam("becomes"),
        is_provisional=bindparam("provisional"),
        error_count=0,
        error="",
    )
)


def sweep() -> Counter[str]:
    """Fire all that is due, within MOST_ROWS and MOST_SECONDS; the next tick goes on. Returns how many rows came to which end."""
    done: Counter[str] = Counter()
    if not is_anything_due():
        return done
    with transaction() as session:
        highest = guard.holds_back(session, guard.note(session))
    end = time.monotonic() + MOST_SECONDS
    while sum(done.values()) < MOST_ROWS and time.monotonic() < end:
        batch = _batch(highest)
        if not batch:
            break
        done += batch
    return done


def fire_due(session: Session) -> Counter[str]:
    """Fire what is due in a transaction that is open already: for the demo world, whose days are over before anybody looks."""
    return _fire(session, _take(session, clock.now(), BATCH), None, clock.now())


def is_anything_due() -> bool:
    """Whether a step is due now; by the index of the runs that wait, without a transaction."""
    with glance() as connection:
        due = select(Escalation.id).where(Escalation.next_step_at <= guard.now()).limit(1)
        return connection.execute(due).first() is not None


def _batch(highest: int | None) -> Counter[str]:
    """Fire a batch together; when something in it raises, each of its rows by itself, so that it blocks nobody.

    Tiers above `highest` are left for the office's word.
    """
    try:
        with transaction() as session:
            return _fire(session, _take(session, guard.now(), BATCH), highest)
    except OUT_OF_REACH:
        raise
    except Exception:
        log.exception("a batch of steps failed; its rows are tried one by one")
    return _one_by_one(highest)


def _one_by_one(highest: int | None) -> Counter[str]:
    done: Counter[str] = Counter()
    for _ in range(BATCH):
        failed: Due | None = None
        with transaction() as session:
            runs = _take(session, guard.now(), 1)
            if not runs:
                break
            try:
                with session.begin_nested():
                    done += _fire(session, runs, highest)
            except Exception as error:
                failed = runs[0]
                _put_off(session, failed, error)
        done["failed"] += failed is not None
    return done


def _take(session: Session, now: datetime, most: int) -> list[Due]:
    """What is due and nobody else is at: its matter's row first, as acts take it, then its own."""
    due = select(*_COLUMNS).where(Escalation.next_step_at <= now).order_by(Escalation.next_step_at, Escalation.id)
    found = session.execute(due.limit(most)).all()
    held = matters.hold(session, ((row.matter, row.matter_id) for row in found)) if found else set()
    free = [row.id for row in found if (row.matter, row.matter_id) in held]
    if not free:
        return []
    rows = session.execute(due.where(Escalation.id.in_(free)).with_for_update(skip_locked=True)).all()
    known = ladders.of_versions(session, {row.version_id for row in rows})
    return [_due(row, known[row.version_id]) for row in rows]


def _due(row: Any, ladder: Ladder) -> Due:
    id_, matter, matter_id, _version, generation, step_no, planned, base = row
    return Due(id_, matter, matter_id, ladder.clock, generation, step_no, planned, base, ladder)


def _fire(session: Session, runs: list[Due], highest: int | None, now: datetime | None = None) -> Counter[str]:
    waiting = [due for due in runs if highest is not None and due.step.tier > highest]
    going = [due for due in runs if due not in waiting] if waiting else runs
    _wait(session, waiting)
    fired = _tell(session, going, now or guard.now())
    _move_on(session, fired)
    _write(session, fired)
    for name, steps in _by_matter(fired).items():
        matters.matter_named(name).fired(session, steps)
        events.record(session, StepsFired(name, tuple(steps)))
    return +Counter(fired=len(fired), waiting=len(waiting))


def _tell(session: Session, due: list[Due], now: datetime) -> list[Fired]:
    told: dict[int, tuple[Told, ...]] = {}
    by_matter: defaultdict[str, list[Due]] = defaultdict(list)
    for one in due:
        by_matter[one.matter].append(one)
    for name, several in by_matter.items():
        told |= matters.matter_named(name).told(session, several)
    return [Fired(one, now, told.get(one.escalation_id, ())) for one in due]


def _move_on(session: Session, fired: list[Fired]) -> None:
    """Each run to its next step, if it is still where it was found: else nothing of the batch counts."""
    if not fired:
        return
    times = {one.due.ladder.version_id: ladders.time_of(session, one.due.ladder) for one in fired}
    moved = []
    for one in fired:
        due, working = one.due, times[one.due.ladder.version_id]
        at = Position(due.step_no, due.planned_at, due.base_at)
        then = following(due.ladder, at, one.at, working)
        moved.append(
            {
                "run": due.escalation_id,
                "was_generation": due.generation,
                "was_step": due.step_no,
                "next_step": due.step_no + 1,
                "planned": then.planned_at if then else due.planned_at,
                "look": then.planned_at if then else None,
                "becomes": "running" if then else "done",
                "provisional": then is not None and is_provisional(due.ladder, then, working),
            }
        )
    count = session.connection().execute(_move, moved).rowcount
    if count != len(moved):
        raise RuntimeError(f"{len(moved) - count} runs have moved meanwhile")


def _write(session: Session, fired: list[Fired]) -> None:
    rows = [_event(one) for one in fired]
    if rows:
        session.connection().execute(insert(EscalationEvent), rows)
    inbox = [_inbox(one, told.person_id, told.instead_of) for one in fired for told in one.told]
    if inbox:
        session.connection().execute(insert(InboxItem), inbox)


def _event(one: Fired) -> dict[str, object]:
    return {
        **_key(one.due),
        "version_id": one.due.ladder.version_id,
        "tier": one.due.step.tier,
        "outcome": "told" if one.told else "empty",
        "planned_at": one.due.planned_at,
        "fired_at": one.at,
    }


def _inbox(one: Fired, person_id: int, instead_of: int | None) -> dict[str, object]:
    return {**_key(one.due), "person_id": person_id, "instead_of": instead_of, "told_at": one.at, "settled_at": None}


def _key(due: Due) -> dict[str, object]:
    return {"escalation_id": due.escalation_id, "generation": due.generation, "step_no": due.step_no}


def _by_matter(fired: Iterable[Fired]) -> dict[str, list[Fired]]:
    found: defaultdict[str, list[Fired]] = defaultdict(list)
    for one in fired:
        found[one.due.matter].append(one)
    return found


def _wait(session: Session, runs: list[Due]) -> None:
    """Leave steps for the office's word."""
    ids = [run.escalation_id for run in runs]
    if ids:
        session.execute(
            update(Escalation)
            .where(Escalation.id.in_(ids))
            .values(state="waiting", next_step_at=None)
            .execution_options(synchronize_session=False)
        )


def _put_off(session: Session, run: Due, error: Exception) -> None:
    """A row that raises is tried again later, and later each time; its error's name is kept, its words may be anybody's."""
    log.error("step %d of run %d failed: %s", run.step_no, run.escalation_id, type(error).__name__)
    row = session.get_one(Escalation, run.escalation_id)
    row.error_count += 1
    row.error = type(error).__name__
    row.next_step_at = clock.now() + min(FIRST_RETRY * 2 ** min(row.error_count - 1, 10), LAST_RETRY)
