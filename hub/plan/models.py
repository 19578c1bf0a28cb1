"""Tables of work plans, their items, and the parties that each item names."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Unit, UnitGroup
from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id

_STANDS = text("gone_at is null")


class WorkPlan(Base):
    """A year's work plan 工作要点, as the document says it; several years stand side by side."""

    __tablename__ = "work_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(80), default="")
    issuer: Mapped[str] = mapped_column(String(120), default="")
    dated_on: Mapped[date | None]
    printed_on: Mapped[date | None]
    imported_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    items: Mapped[list["WorkItem"]] = relationship(
        back_populates="plan", order_by="WorkItem.position", cascade="all, delete-orphan"
    )


class WorkItem(Base):
    """A numbered item 事项 of a plan. `gone_at` marks one that a later version of the document no longer has."""

    __tablename__ = "work_item"
    __table_args__ = (
        Index(
            "uq_work_item_standing", "plan_id", "number", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    plan_id: Mapped[int] = mapped_column(ForeignKey("work_plan.id", ondelete="CASCADE"))
    position: Mapped[int]
    number: Mapped[int]
    section: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    gone_at: Mapped[datetime | None] = mapped_column(Instant)
    plan: Mapped[WorkPlan] = relationship(back_populates="items")
    parties: Mapped[list["ItemParty"]] = relationship(
        back_populates="item", order_by="ItemParty.position", cascade="all, delete-orphan"
    )


class ItemParty(Base):
    """A unit or a group that an item names, in the document's order; `is_lead` marks the lead unit 牵头单位."""

    __tablename__ = "item_party"
    __table_args__ = (CheckConstraint("(unit_id is null) <> (group_id is null)", name="one_of"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("work_item.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"), index=True)
    written_name: Mapped[str] = mapped_column(String(120))
    is_lead: Mapped[bool] = mapped_column(default=False)
    item: Mapped[WorkItem] = relationship(back_populates="parties")
    unit: Mapped[Unit | None] = relationship()
    group: Mapped[UnitGroup | None] = relationship()


class PlanDraft(Base):
    """An uploaded document on its way to becoming a plan: what was read, as the office corrects it; changes nothing else."""

    __tablename__ = "plan_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    filename: Mapped[str] = mapped_column(String(200), default="")
    reading: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    applied_plan_id: Mapped[int | None] = mapped_column(ForeignKey("work_plan.id"))
