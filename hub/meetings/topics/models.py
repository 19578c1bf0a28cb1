"""Tables of topics and the units that were asked about them beforehand."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Unit
from ...channels.models import Channel
from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id
from ...issues.models import Issue

TOPIC_STATES = ("proposed", "accepted", "merged", "deferred", "rejected", "scheduled", "settled", "withdrawn")
"""待研究, 已采纳, 已合并, 暂缓, 不采纳, 已列入议程, 已议定, 已撤回."""
BASES = ("hand", "message", "issue", "escalation", "carried")
"""Where it came from: written new, from a message, from an issue, put up by a ladder's rung, carried over from a consultation."""


class Topic(Base):
    """议题: something that a consultation is to take up.

    `consulted` says what was coordinated beforehand and with whom (`units`), `open_points` what stays open, and
    `advice` what the proposer recommends. An issue is a topic once at most. `person_id` is None where the hub proposed it.
    """

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint(f"state in {TOPIC_STATES}", name="state"),
        CheckConstraint(f"basis in {BASES}", name="basis"),
        CheckConstraint("(state = 'merged') = (merged_into_id is not null)", name="merged"),
        Index("ix_topic_state", "state", "proposed_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text, default="")
    consulted: Mapped[str] = mapped_column(Text, default="")
    open_points: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12), default="proposed")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), unique=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    deferred_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    """What the office said when it decided."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    issue: Mapped[Issue | None] = relationship()
    channel: Mapped[Channel | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    units: Mapped[list["TopicUnit"]] = relationship(order_by="TopicUnit.position", cascade="all, delete-orphan")


class TopicUnit(Base):
    """A unit that a topic concerns; `was_consulted` when it was asked beforehand."""

    __tablename__ = "topic_unit"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    position: Mapped[int]
    was_consulted: Mapped[bool] = mapped_column(default=False)
    unit: Mapped[Unit] = relationship()
