"""Periods of jobs: what must be done once a day or an hour is done once, however many processes tick, and caught up later."""

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from . import clock
from .columns import Base, Instant

LAST = "last"
"""The period of what is done at no fixed time: only when it was done last counts."""


class JobRun(Base):
    """A period of a job that has been done, so that however many processes tick, one does it."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(String(24), primary_key=True)
    period: Mapped[str] = mapped_column(String(24), primary_key=True)
    ran_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


def today() -> str:
    """This day in Shanghai, as a period."""
    return f"{clock.today():%Y%m%d}"


def begin(session: Session, job: str, period: str) -> bool:
    """Whether this period of the job is ours to do, in this transaction: if that fails, it has not begun."""
    mark = _insert(session).values(job=job, period=period, ran_at=clock.now())
    return session.execute(mark.on_conflict_do_nothing().returning(JobRun.period)).first() is not None


def is_done(session: Session, job: str, period: str) -> bool:
    """Whether somebody has done it."""
    return session.get(JobRun, (job, period)) is not None


def note(session: Session, job: str) -> None:
    """Put down that a job of no fixed time has been done now."""
    done = {"ran_at": clock.now()}
    mark = _insert(session).values(job=job, period=LAST, **done)
    session.execute(mark.on_conflict_do_update(index_elements=["job", "period"], set_=done))


def last(session: Session, job: str) -> datetime | None:
    """When a job of no fixed time was done last."""
    return session.scalar(select(JobRun.ran_at).where(JobRun.job == job, JobRun.period == LAST))


def forget(session: Session, before: datetime) -> None:
    """Delete periods that were done before the instant `before`."""
    session.execute(delete(JobRun).where(JobRun.ran_at < before, JobRun.period != LAST))


def _insert(session: Session) -> sqlite.Insert | postgresql.Insert:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(JobRun) if is_postgres else sqlite.insert(JobRun)
