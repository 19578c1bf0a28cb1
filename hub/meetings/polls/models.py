"""Tables of availability polls, the times that they offer, and what units said to each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id

OPEN = text("ended_at is null")


class AvailabilityPoll(Base):
    """Which of several times suits the units of a consultation that is being prepared; answers come in until `closes_at`.

    `ended_at` is when the office chose a time or gave the poll up.
    """

    __tablename__ = "availability_poll"
    __table_args__ = (Index("ix_availability_poll_open", "closes_at", sqlite_where=OPEN, postgresql_where=OPEN),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), unique=True)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)


class PollSlot(Base):
    """A time that a poll offers; it takes as long as the consultation."""

    __tablename__ = "poll_slot"
    __table_args__ = (UniqueConstraint("poll_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    poll_id: Mapped[int] = mapped_column(ForeignKey("availability_poll.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    is_chosen: Mapped[bool] = mapped_column(default=False)


class PollAnswer(Base):
    """What a unit said to a time: `yes` suits, `maybe` if need be, `no` does not."""

    __tablename__ = "poll_answer"
    __table_args__ = (CheckConstraint("answer in ('yes', 'maybe', 'no')", name="answer"),)

    slot_id: Mapped[int] = mapped_column(ForeignKey("poll_slot.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    answer: Mapped[str] = mapped_column(String(8))
    answered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
