"""The table of countersignatures: who is asked, what they say, and to which text."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Unit
from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id

ANSWERS = ("", "agreed", "objected")
_STANDS = text("called_off_at is null")


class Countersignature(Base):
    """A unit that is asked: what its leader (`name`, `post`) said of which text (`digest`, SHA-256 in hex, as a signature's).

    Where the text changes afterwards (`stale_at`) it counts no more, and the unit says it anew.
    """

    __tablename__ = "countersignature"
    __table_args__ = (
        CheckConstraint(f"answer in {ANSWERS}", name="answer"),
        Index(
            "uq_countersignature_stands",
            *("minutes_id", "unit_id"),
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_countersignature_unit", "unit_id", "minutes_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(String(8), default="")
    words: Mapped[str] = mapped_column(String(500), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(40), default="")
    post: Mapped[str] = mapped_column(String(120), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    stale_at: Mapped[datetime | None] = mapped_column(Instant)
    called_off_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit] = relationship()
