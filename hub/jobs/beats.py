"""Signs of life of the processes that run the jobs, in the database, where every other process sees them."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..core import clock
from ..escalation.models import SchedulerBeat

MOST_TROUBLE = 200


def beat(session: Session, worker: str, started_at: datetime, swept_at: datetime | None, trouble: str) -> None:
    """Put down that this worker lives, when it last swept, and what is wrong with it ("" for nothing)."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(SchedulerBeat) if is_postgres else sqlite.insert(SchedulerBeat)
    signs = {"beat_at": clock.now(), "swept_at": swept_at, "trouble": trouble[:MOST_TROUBLE]}
    row = insert.values(worker=worker, started_at=started_at, **signs)
    session.execute(row.on_conflict_do_update(index_elements=["worker"], set_={"started_at": started_at, **signs}))


def leave(session: Session, worker: str) -> None:
    """This worker goes as it should: nobody need look for it."""
    session.execute(delete(SchedulerBeat).where(SchedulerBeat.worker == worker))


def forget(session: Session, before: datetime) -> None:
    """Forget workers that gave their last sign before this instant."""
    session.execute(delete(SchedulerBeat).where(SchedulerBeat.beat_at < before))
