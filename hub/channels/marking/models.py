"""Tables of pins, marks, what people saved for later, and where forwarded messages come from."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core import clock
from ...core.columns import Base, Instant
from ..models import Message
from .rules import KINDS


class Pin(Base):
    """A message that its channel's members keep at hand; at most `rules.MOST_PINS` per channel."""

    __tablename__ = "pin"
    __table_args__ = (Index("ix_pin_channel", "channel_id", "at"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class MessageMark(Base):
    """A message marked as a decision, a statement or a task, once each; `unit_id` is the marker's unit at that time."""

    __tablename__ = "message_mark"
    __table_args__ = (
        UniqueConstraint("message_id", "kind"),
        CheckConstraint(f"kind in {KINDS}", name="kind"),
        Index("ix_message_mark_channel", "channel_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    kind: Mapped[str] = mapped_column(String(16))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    message: Mapped[Message] = relationship()


class SavedMessage(Base):
    """A message that a person wants to come back to, known to nobody else. `done_at` takes it off 待我处理."""

    __tablename__ = "saved_message"
    __table_args__ = (Index("ix_saved_message_open", "person_id", "done_at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    saved_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    done_at: Mapped[datetime | None] = mapped_column(Instant)


class MessageOrigin(Base):
    """Where a forwarded message comes from: the first origin, never one between. `body` is empty once that is retracted."""

    __tablename__ = "message_origin"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    origin_message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
