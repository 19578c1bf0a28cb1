"""The table of bulletins."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id


class Bulletin(Base):
    """What the office told the public about a period: `tables` is JSON (`rules.written`), with nothing of what was held back.

    It never changes. Withdrawn ones keep their row and lose their page.
    """

    __tablename__ = "bulletin"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="span"),
        Index("ix_bulletin_first_on", "first_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    tables: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    published_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
