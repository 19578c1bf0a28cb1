"""Tables of agenda items, the units that each concerns, and papers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Unit
from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id
from ...files.models import StoredFile
from ...files.rules import NAME_LIMIT
from ..topics.models import Topic

_NOW = text("state = 'current'")
ITEM_STATES = ("waiting", "current", "done", "deferred")
"""待议, 正在议, 已议, 转下次."""


class AgendaItem(Base):
    """An item of a consultation's agenda. `minutes` is its time box, `seconds` what it took before `started_at`.

    `kind` is `follow_up` for 上次议定事项落实情况, `topic` for what came from the pool, `plain` for anything else.
    `ask` is what is to be decided (提请议定). `started_at` is set while it is the current one.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("kind in ('follow_up', 'topic', 'plain')", name="kind"),
        CheckConstraint(f"state in {ITEM_STATES}", name="state"),
        CheckConstraint("(state = 'current') = (started_at is not null)", name="runs"),
        Index("ix_agenda_item_consultation", "consultation_id", "position"),
        Index("uq_agenda_item_current", "consultation_id", unique=True, sqlite_where=_NOW, postgresql_where=_NOW),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12), default="plain")
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    ask: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=15)
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    seconds: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    carried_to_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    """The topic by which what was not settled comes to the next consultation."""
    topic: Mapped[Topic | None] = relationship(foreign_keys=[topic_id])
    units: Mapped[list["AgendaUnit"]] = relationship(order_by="AgendaUnit.position", cascade="all, delete-orphan")


class AgendaUnit(Base):
    """A unit that an item concerns, the one that presents it first."""

    __tablename__ = "agenda_unit"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    position: Mapped[int]
    unit: Mapped[Unit] = relationship()


class Paper(Base):
    """材料: a file for an item, or for the whole consultation. `withdrawn_at` is from when nobody opens it any more."""

    __tablename__ = "paper"
    __table_args__ = (Index("ix_paper_consultation", "consultation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    upload: Mapped[str] = mapped_column(String(LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    file: Mapped[StoredFile] = relationship()
