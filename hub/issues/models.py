"""Tables of issues, the units that answer for them, what happened to them, requests for more time, and topics from them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Unit
from ..channels.models import Channel
from ..core import clock
from ..core.columns import Base, Instant
from ..core.i18n import _
from ..core.ids import LENGTH, new_public_id

KINDS = ("key", "hard", "hot")
"""重点, 难点, 热点."""
SEVERITIES = ("normal", "urgent", "critical")
"""一般, 紧急, 特急."""
STATES = ("open", "acknowledged", "resolved", "closed", "reopened", "on_hold", "withdrawn")
"""待受理, 已受理, 已办结, 已销号, 重新办理, 挂账, 已撤回."""
UNSETTLED = ("open", "acknowledged", "reopened", "on_hold", "resolved")
"""States in which something is still to be done by somebody."""
_PENDING = text("state = 'pending'")
_STANDS = text("released_at IS NULL")


class IssueYear(Base):
    """The last number given in a year: taken in the transaction of the issue, so that there is no gap."""

    __tablename__ = "issue_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Issue(Base):
    """A problem between units. `year` and `number` are its number `2026-0014`; `message_id` is its card in the channel.

    `unit_id` is the raising unit. `tier` is the highest rung that its clocks have reached since it was raised, reopened or
    taken up anew (0 for none). `held_state` is where it goes back to from `on_hold`. `counted_from` is the instant that
    `due_at` was computed from, None for a date that somebody chose.
    """

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint(f"kind in {KINDS}", name="kind"),
        CheckConstraint(f"severity in {SEVERITIES}", name="severity"),
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("(state = 'on_hold') = (held_state is not null)", name="held"),
        Index("ix_issue_channel", "channel_id", "id"),
        Index("ix_issue_raised", "raised_at", "id"),
        # The register's orders, within a state; and what stands in a channel (migration 0012). They end with the number and
        # not with the key, by which SQLite does not find a place among equals.
        Index("ix_issue_state_due_number", "state", "due_at", "year", "number"),
        Index("ix_issue_state_raised", "state", "raised_at", "year", "number"),
        Index("ix_issue_state_number", "state", "year", "number"),
        Index("ix_issue_state_tier", "state", "tier", "year", "number"),
        Index("ix_issue_state_unit", "state", "unit_id", "year", "number"),
        Index("ix_issue_channel_state_due", "channel_id", "state", "due_at", "year", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    year: Mapped[int]
    number: Mapped[int]
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), unique=True)
    origin_message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    severity: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default="open")
    raised_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    raised_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    due_at: Mapped[datetime] = mapped_column(Instant)
    counted_from: Mapped[datetime | None] = mapped_column(Instant)
    is_provisional: Mapped[bool] = mapped_column(default=False)
    tier: Mapped[int] = mapped_column(default=0)
    supervised_at: Mapped[datetime | None] = mapped_column(Instant)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
    reported_at: Mapped[datetime | None] = mapped_column(Instant)
    resolved_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    held_state: Mapped[str | None] = mapped_column(String(16))
    held_at: Mapped[datetime | None] = mapped_column(Instant)
    hold_reason: Mapped[str] = mapped_column(String(500), default="")
    review_on: Mapped[date | None]
    channel: Mapped[Channel] = relationship()
    unit: Mapped[Unit] = relationship()
    responsible_units: Mapped[list["IssueUnit"]] = relationship(order_by="IssueUnit.position", back_populates="issue")

    @property
    def called(self) -> str:
        """Its title; in the viewer's language that there is none any more, once the office has taken its words back."""
        return self.title or _("（内容已撤回）")


class IssueUnit(Base):
    """A unit that answers for an issue, the lead first. `released_at` is when another took it over, or the office let it go."""

    __tablename__ = "issue_unit"
    __table_args__ = (
        Index(
            "uq_issue_unit_standing", "issue_id", "unit_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
        ),
        Index("ix_issue_unit_unit", "unit_id", "issue_id", sqlite_where=_STANDS, postgresql_where=_STANDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int]
    is_lead: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    issue: Mapped[Issue] = relationship(back_populates="responsible_units")
    unit: Mapped[Unit] = relationship()


class IssueEvent(Base):
    """Something that happened to an issue, for its timeline. `person_id` is None for what the hub did by itself.

    `text` is what somebody wrote (a reason, a report); `detail` holds the act's plain values (dates, tiers, public ids);
    `message_id` is where it was said in the channel.
    """

    __tablename__ = "issue_event"
    __table_args__ = (Index("ix_issue_event_issue", "issue_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    act: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))


class ExtensionRequest(Base):
    """延期申请: a responsible unit asks for a later due time. `approver` is who decides: its leader first, the office after."""

    __tablename__ = "extension_request"
    __table_args__ = (
        CheckConstraint("approver in ('leader', 'office')", name="approver"),
        CheckConstraint("state in ('pending', 'approved', 'refused', 'void')", name="state"),
        Index(
            "uq_extension_request_pending", "issue_id", unique=True, sqlite_where=_PENDING, postgresql_where=_PENDING
        ),
        Index("ix_extension_request_issue", "issue_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    due_before: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(500))
    approver: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default="pending")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decision: Mapped[str] = mapped_column(String(500), default="")
