"""The table of exports: what was asked for, how far it is, and who is at work on it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id
from .rules import FORMATS, REASON_LIMIT, STATES


class Export(Base):
    """A channel's messages `first_seq` to `last_seq` of two Shanghai dates, for the person who asked.

    `claim` names the try that is at work, or whose file it is; `claimed_until` is when somebody else may take over.
    """

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint(f"format in {FORMATS}", name="format"),
        CheckConstraint(f"state in {STATES}", name="state"),
        Index("ix_export_person_id", "person_id", "id"),
        Index("ix_export_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    format: Mapped[str] = mapped_column(String(8))
    first_on: Mapped[date]
    last_on: Mapped[date]
    first_seq: Mapped[int]
    last_seq: Mapped[int]
    reason: Mapped[str] = mapped_column(String(REASON_LIMIT))
    locale: Mapped[str] = mapped_column(String(8), default="zh")
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(String(LENGTH), default="")
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    asked_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def total(self) -> int:
        """How many messages it is to have."""
        return self.last_seq - self.first_seq + 1
