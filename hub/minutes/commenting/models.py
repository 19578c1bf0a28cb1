"""Tables of comment rounds: what the office sets, the rounds, the units that are asked, what they say."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Unit
from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id

SILENCES = ("agrees", "open")
"""What it means that a unit says nothing by the deadline: that it has no comments (视为无意见), or nothing: it goes on being asked."""
ANSWERS = ("", "none", "comments")
VERDICTS = ("", "accepted", "declined")
_RUNS = text("ended_at is null")


class CommentSetting(Base):
    """What the office set last counts for the next round: working days, and what silence means. Without a row the defaults count."""

    __tablename__ = "comment_setting"
    __table_args__ = (CheckConstraint(f"silence in {SILENCES}", name="silence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    working_days: Mapped[int]
    silence: Mapped[str] = mapped_column(String(8))
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class CommentRound(Base):
    """征求意见 once: `number` counts those of the minutes from 1; `silence` is what was printed on its notice.

    `reminded_at` is when the hub itself reminded the units that were missing.
    """

    __tablename__ = "comment_round"
    __table_args__ = (
        CheckConstraint(f"silence in {SILENCES}", name="silence"),
        UniqueConstraint("minutes_id", "number"),
        Index("uq_comment_round_runs", "minutes_id", unique=True, sqlite_where=_RUNS, postgresql_where=_RUNS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int]
    silence: Mapped[str] = mapped_column(String(8))
    opened_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    end_reason: Mapped[str] = mapped_column(String(500), default="")


class CommentingUnit(Base):
    """A unit that a round asks, and what it has said: nothing yet, that it has no comments, or that it has some."""

    __tablename__ = "commenting_unit"
    __table_args__ = (
        CheckConstraint(f"answer in {ANSWERS}", name="answer"),
        UniqueConstraint("round_id", "unit_id"),
        Index("ix_commenting_unit_unit", "unit_id", "answer", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("comment_round.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    answer: Mapped[str] = mapped_column(String(8), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit] = relationship()


class Comment(Base):
    """What a unit says of a passage as it read it (`passage_number`), or of the whole; `proposal` is how it would write it.

    `verdict` is what the editors made of it, with their words; taken back by the unit it stands no more.
    """

    __tablename__ = "minutes_comment"
    __table_args__ = (
        CheckConstraint(f"verdict in {VERDICTS}", name="verdict"),
        Index("ix_minutes_comment_round", "round_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    round_id: Mapped[int] = mapped_column(ForeignKey("comment_round.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passage.id"))
    passage_number: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    verdict: Mapped[str] = mapped_column(String(8), default="")
    reply: Mapped[str] = mapped_column(String(500), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit] = relationship()
