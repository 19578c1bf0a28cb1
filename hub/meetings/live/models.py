"""Tables of what happens while a consultation is held: who signed in, who speaks, what units say, what is decided."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Unit
from ...channels.models import Message
from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id

STANCES = ("agree", "reserve", "against")
"""同意, 保留, 不同意."""


class SignIn(Base):
    """签到: somebody is there, for a unit or as a guest. `way` is `code` (their own phone) or `hand` (`noted_by` wrote it down).

    `undone_at` is when it turned out to be wrong.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        CheckConstraint("way in ('code', 'hand')", name="way"),
        Index("ix_sign_in_consultation", "consultation_id", "id"),
        UniqueConstraint("consultation_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    name: Mapped[str] = mapped_column(String(40))
    post: Mapped[str] = mapped_column(String(40), default="")
    is_delegate: Mapped[bool] = mapped_column(default=False)
    is_late: Mapped[bool] = mapped_column(default=False)
    way: Mapped[str] = mapped_column(String(8))
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit | None] = relationship()


class Speaker(Base):
    """Somebody on the list of speakers of an item: asked for it, was given the floor, and ended."""

    __tablename__ = "speaker"
    __table_args__ = (Index("ix_speaker_item", "item_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit] = relationship()


class ItemMessage(Base):
    """A message of the consultation's channel and the item that was under discussion. `is_statement` marks a 发言."""

    __tablename__ = "item_message"
    __table_args__ = (Index("ix_item_message_item", "item_id", "message_id"),)

    message_id: Mapped[int] = mapped_column(ForeignKey(Message.id), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    is_statement: Mapped[bool] = mapped_column(default=False)


class UnitPosition(Base):
    """单位意见: what a unit says to an item, with its words; the last it said counts."""

    __tablename__ = "unit_position"
    __table_args__ = (CheckConstraint(f"stance in {STANCES}", name="stance"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    stance: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(500), default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    unit: Mapped[Unit] = relationship()


class Decision(Base):
    """议定事项: captured as a draft, read back, then fixed; `dropped` when it was not agreed after all.

    `due_on` is a Shanghai date. `supporting` units follow the lead in their order.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("state in ('draft', 'read_back', 'fixed', 'dropped')", name="state"),
        Index("ix_decision_item", "item_id", "position"),
        Index("ix_decision_lead", "lead_unit_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default="draft")
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    fixed_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was carried out; until then it is open and stands on the next agenda."""
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    lead_unit: Mapped[Unit | None] = relationship()
    supporting: Mapped[list["DecisionUnit"]] = relationship(
        order_by="DecisionUnit.position", cascade="all, delete-orphan"
    )


class DecisionUnit(Base):
    """A unit that supports a decision's lead."""

    __tablename__ = "decision_unit"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    position: Mapped[int]
    unit: Mapped[Unit] = relationship()


class DecisionSource(Base):
    """A message from which a decision was taken."""

    __tablename__ = "decision_source"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey(Message.id), primary_key=True)
