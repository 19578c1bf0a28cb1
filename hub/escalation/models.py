"""Tables of ladders and their versions, of runs, of what fired, and of who was told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id

CLOCKS = ("answer", "due", "progress", "closing", "review", "approval")
STATES = ("running", "stopped", "held", "waiting", "done")
OUTCOMES = ("told", "empty", "skipped")
_DUE = text("next_step_at IS NOT NULL")
_OPEN = text("settled_at IS NULL")


class EscalationLadder(Base):
    """A ladder 升级阶梯: one for each kind of matter, severity and clock. Its steps are its newest version's."""

    __tablename__ = "escalation_ladder"
    __table_args__ = (
        UniqueConstraint("matter", "severity", "clock"),
        CheckConstraint(f"clock in {CLOCKS}", name="clock"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    matter: Mapped[str] = mapped_column(String(16))
    severity: Mapped[str] = mapped_column(String(16))
    clock: Mapped[str] = mapped_column(String(16))


class LadderVersion(Base):
    """One version of a ladder, never changed once made: runs stay on theirs. `made_by` is None for what the hub came with.

    `steps` holds `{"tier", "after", "tells": [audience], "act"}` each (`shapes.Step`).
    """

    __tablename__ = "ladder_version"
    __table_args__ = (
        UniqueConstraint("ladder_id", "number"),
        CheckConstraint("measure in ('days', 'hours')", name="measure"),
        CheckConstraint("calendar in ('office', 'always')", name="calendar"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ladder_id: Mapped[int] = mapped_column(ForeignKey("escalation_ladder.id"))
    number: Mapped[int]
    measure: Mapped[str] = mapped_column(String(8))
    calendar: Mapped[str] = mapped_column(String(8))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Escalation(Base):
    """A run of one clock of one matter (kind and key). `step_no` is the step that fires next, 0 the first.

    While it runs, `planned_at` says when that is due and `next_step_at` when the sweep looks at it (later after an error).
    Every act on the matter begins another `generation`, which makes whatever was planned or about to be said void. A held
    run keeps the working time that was left; one that waits does so for the office's word (`guard.py`).
    """

    __tablename__ = "escalation"
    __table_args__ = (
        UniqueConstraint("matter", "matter_id", "clock"),
        CheckConstraint(f"clock in {CLOCKS}", name="clock"),
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("(state = 'running') = (next_step_at is not null)", name="next"),
        CheckConstraint("(state = 'held') = (remaining_seconds is not null)", name="remaining"),
        Index("ix_escalation_due", "next_step_at", "id", sqlite_where=_DUE, postgresql_where=_DUE),
        Index("ix_escalation_version", "version_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    matter: Mapped[str] = mapped_column(String(16))
    matter_id: Mapped[int]
    clock: Mapped[str] = mapped_column(String(16))
    version_id: Mapped[int] = mapped_column(ForeignKey("ladder_version.id"))
    generation: Mapped[int] = mapped_column(default=1)
    step_no: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12))
    base_at: Mapped[datetime] = mapped_column(Instant)
    planned_at: Mapped[datetime] = mapped_column(Instant)
    next_step_at: Mapped[datetime | None] = mapped_column(Instant)
    remaining_seconds: Mapped[float | None]
    is_provisional: Mapped[bool] = mapped_column(default=False)
    error_count: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(200), default="")


class EscalationEvent(Base):
    """A step that is over: it told people, found its rung empty, or was skipped when its generation began."""

    __tablename__ = "escalation_event"
    __table_args__ = (
        UniqueConstraint("escalation_id", "generation", "step_no"),
        CheckConstraint(f"outcome in {OUTCOMES}", name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"))
    generation: Mapped[int]
    step_no: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("ladder_version.id"))
    tier: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(8))
    planned_at: Mapped[datetime] = mapped_column(Instant)
    fired_at: Mapped[datetime] = mapped_column(Instant)


class InboxItem(Base):
    """That a step told a person: in 待我处理 until the matter moves on. `instead_of` is whom they stand in for (代理)."""

    __tablename__ = "inbox_item"
    __table_args__ = (
        UniqueConstraint("escalation_id", "generation", "step_no", "person_id"),
        Index("ix_inbox_item_open", "person_id", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"))
    generation: Mapped[int]
    step_no: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    instead_of: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    told_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class Sweep(Base):
    """One row: the latest instant that a sweep has gone by, so that a clock set back fires nothing twice, nor late."""

    __tablename__ = "sweep"

    id: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Instant)


class SchedulerBeat(Base):
    """A process that runs the jobs: when it last gave a sign, and when it last swept. Health reads it, never a memory."""

    __tablename__ = "scheduler_beat"

    worker: Mapped[str] = mapped_column(String(80), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    beat_at: Mapped[datetime] = mapped_column(Instant, index=True)
    swept_at: Mapped[datetime | None] = mapped_column(Instant)
    trouble: Mapped[str] = mapped_column(String(200), default="")


class ClockAlarm(Base):
    """That the clock, or how much was due at once, looked wrong: tiers above 2 wait until the office has said that it is right."""

    __tablename__ = "clock_alarm"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    reason: Mapped[str] = mapped_column(String(12))
    count: Mapped[int]
    raised_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
