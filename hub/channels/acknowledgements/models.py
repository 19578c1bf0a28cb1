"""Tables of requests for acknowledgement, of the units asked, and of reminders. Nothing per person."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...core import clock
from ...core.columns import Base, Instant

_OPEN = text("acknowledged_at IS NULL")


class AcknowledgementRequest(Base):
    """That a message asks for acknowledgement. `is_provisional` when the deadline lies in a year without published holidays.

    `moved_from_at` is what it was before the working calendar last moved it.
    """

    __tablename__ = "acknowledgement_request"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    within_hours: Mapped[int | None]
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    is_provisional: Mapped[bool] = mapped_column(default=False)
    moved_from_at: Mapped[datetime | None] = mapped_column(Instant)


class Acknowledgement(Base):
    """A unit that is asked, and its answer. `released_at` is when it left the channel without one, so that it owes none.

    `change` is the channel's change at which the row last moved, so that other processes find whom that concerns.
    """

    __tablename__ = "acknowledgement"
    __table_args__ = (
        UniqueConstraint("message_id", "unit_id"),
        Index("ix_acknowledgement_open", "unit_id", "message_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    change: Mapped[int]


class AcknowledgementReminder(Base):
    """A reminder to the units (keys) that were missing; `number` counts those of a message from 1."""

    __tablename__ = "acknowledgement_reminder"
    __table_args__ = (
        UniqueConstraint("message_id", "number"),
        CheckConstraint("number between 1 and 3", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    reminded_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    reminded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_ids: Mapped[list[int]] = mapped_column(JSON)
