"""Tables of follow-ups: the matter, its units, what they reported with files, what happened, how it was closed out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Unit
from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id
from ..files.models import StoredFile
from ..files.rules import NAME_LIMIT
from ..meetings.models import Consultation
from ..minutes.models import Minutes

STATES = ("assigned", "contested", "accepted", "in_progress", "completed", "closed", "withdrawn")
"""待承办, 有异议, 已承办, 办理中, 已办结 (waits for the supporting units and the office), 已销号, 已撤销."""
_STANDS = text("released_at IS NULL")
_UNDONE = text("undone_at IS NULL")


class FollowUpYear(Base):
    """The last number given in a year: taken in the transaction of the follow-up, so that there is no gap."""

    __tablename__ = "follow_up_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class FollowUp(Base):
    """督办事项: what published minutes decided, to be carried out. `year` and `number` are its number `D2026-0007`.

    `key` is the passage's (`decision:<public id>`), so that a correction finds it; `minutes_id` are the minutes that say it
    now. `counted_from` is when `due_at` was counted from where the minutes gave no date, and `counted_on` the date that
    it was counted to before it was moved to a working day; None for a date that somebody chose.
    `heard_at` is when a unit was last heard of: it took it up, or reported. `tier` is the highest rung since it was assigned.
    `unfounded_at` is when its minutes were void, or corrected so that they no longer say it, until the office has decided.
    `asked_…` is a request for another date that waits for the office.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        UniqueConstraint("consultation_id", "key"),
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("(asked_at is null) = (asked_due_at is null)", name="asked"),
        Index("ix_follow_up_state_due", "state", "due_at", "year", "number"),
        Index("ix_follow_up_state_number", "state", "year", "number"),
        Index("ix_follow_up_minutes", "minutes_id"),
        Index("ix_follow_up_decision", "decision_id"),
        Index("ix_follow_up_issue", "issue_id"),
        Index("ix_follow_up_channel", "channel_id", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    year: Mapped[int]
    number: Mapped[int]
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    key: Mapped[str] = mapped_column(String(80))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    """The work item's channel from which the topic came, if it came from one."""
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    """The topic by which a rung brought it before the next consultation."""
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="assigned")
    opened_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    due_at: Mapped[datetime] = mapped_column(Instant)
    counted_from: Mapped[datetime | None] = mapped_column(Instant)
    counted_on: Mapped[date | None]
    is_provisional: Mapped[bool] = mapped_column(default=False)
    tier: Mapped[int] = mapped_column(default=0)
    heard_at: Mapped[datetime | None] = mapped_column(Instant)
    reported_at: Mapped[datetime | None] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    result: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    unfounded_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_due_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_reason: Mapped[str] = mapped_column(String(500), default="")
    asked_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    consultation: Mapped[Consultation] = relationship()
    minutes: Mapped[Minutes] = relationship()
    units: Mapped[list["FollowUpUnit"]] = relationship(order_by="FollowUpUnit.position", back_populates="follow_up")


class FollowUpUnit(Base):
    """A unit that carries a follow-up out, the lead first. `released_at` is when the office let it go.

    What it says of the assignment: taken up, or contested with a reason; of the lead's result: confirmed, or an objection.
    """

    __tablename__ = "follow_up_unit"
    __table_args__ = (
        Index(
            "uq_follow_up_unit_standing",
            "follow_up_id",
            "unit_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_follow_up_unit_unit", "unit_id", "follow_up_id", sqlite_where=_STANDS, postgresql_where=_STANDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int]
    is_lead: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contested_at: Mapped[datetime | None] = mapped_column(Instant)
    contested_why: Mapped[str] = mapped_column(String(500), default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    objected_at: Mapped[datetime | None] = mapped_column(Instant)
    objection: Mapped[str] = mapped_column(String(500), default="")
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    follow_up: Mapped[FollowUp] = relationship(back_populates="units")
    unit: Mapped[Unit] = relationship()


class ProgressReport(Base):
    """反馈: what a unit says of how far it is (`report`), or the lead's result when it is done (`result`)."""

    __tablename__ = "progress_report"
    __table_args__ = (
        CheckConstraint("kind in ('report', 'result')", name="kind"),
        UniqueConstraint("person_id", "client_id"),
        Index("ix_progress_report_follow_up", "follow_up_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    client_id: Mapped[str | None] = mapped_column(String(64))


class ProgressFile(Base):
    """A file that came with a report."""

    __tablename__ = "progress_file"
    __table_args__ = (Index("ix_progress_file_report", "report_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    report_id: Mapped[int] = mapped_column(ForeignKey("progress_report.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    upload: Mapped[str] = mapped_column(String(LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    position: Mapped[int]
    file: Mapped[StoredFile] = relationship()


class CloseOut(Base):
    """销号: the office says that it is carried out. `undone_at` is when it took that back; one stands at a time."""

    __tablename__ = "close_out"
    __table_args__ = (
        Index("uq_close_out_standing", "follow_up_id", unique=True, sqlite_where=_UNDONE, postgresql_where=_UNDONE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    closed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    note: Mapped[str] = mapped_column(String(500), default="")
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class FollowUpEvent(Base):
    """Something that happened to a follow-up, for its timeline. `person_id` is None for what the hub did by itself."""

    __tablename__ = "follow_up_event"
    __table_args__ = (Index("ix_follow_up_event_follow_up", "follow_up_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id"))
    act: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("progress_report.id"))
