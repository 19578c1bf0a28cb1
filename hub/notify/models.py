"""Tables of notices: the outbox, where they go, how each person wants to be told, and which digests have been written."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id

WAYS = ("mail", "push", "target")
STATES = ("pending", "sent", "suppressed", "dead", "discarded")
TARGETS = ("dingtalk", "wecom", "feishu", "hook")
PACES = ("immediate", "digest", "off")
WAITS = text("due_at IS NOT NULL")


class OutboxRow(Base):
    """One thing to be said once, one way, to one recipient. Keys of things alone: what it says is put together when it is sent.

    While it waits `due_at` says when it is next tried; a deliverer that takes it moves that on by its lease and leaves its
    `token`. `overrode` is what an urgent notice went past: `quiet` hours, or `digest`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(f"way in {WAYS}", name="way"),
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("(state = 'pending') = (due_at is not null)", name="due"),
        Index("ix_outbox_due", "due_at", "id", sqlite_where=WAITS, postgresql_where=WAITS),
        Index("ix_outbox_person", "person_id", "created_at"),
        Index("ix_outbox_state", "state", "settled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    dedup_key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(24))
    way: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    subscription_id: Mapped[int | None] = mapped_column(ForeignKey("push_subscription.id", ondelete="SET NULL"))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("notice_target.id", ondelete="SET NULL"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    thing_id: Mapped[int | None]
    """The key of what it is about, where that stands in no channel: the kind knows which table."""
    is_urgent: Mapped[bool] = mapped_column(default=False)
    overrode: Mapped[str] = mapped_column(String(8), default="")
    state: Mapped[str] = mapped_column(String(12), default="pending")
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    token: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class NoticePreference(Base):
    """How a person wants to be told outside the page; whoever has no row has the defaults, and no mail address.

    Minutes of the Shanghai day bound the quiet hours; equal ones mean none. `digest_hours` are full hours, comma separated.
    """

    __tablename__ = "notice_preference"
    __table_args__ = (
        CheckConstraint(f"mail_pace in {PACES}", name="mail_pace"),
        CheckConstraint(f"push_pace in {PACES}", name="push_pace"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    mail_address: Mapped[str] = mapped_column(String(254), default="")
    mail_pace: Mapped[str] = mapped_column(String(12), default="immediate")
    push_pace: Mapped[str] = mapped_column(String(12), default="immediate")
    digest_hours: Mapped[str] = mapped_column(String(72), default="9,15")
    quiet_from_minute: Mapped[int] = mapped_column(default=20 * 60)
    quiet_to_minute: Mapped[int] = mapped_column(default=8 * 60)
    shows_desktop: Mapped[bool] = mapped_column(default=False)


class PushSubscription(Base):
    """A browser that takes push notices for a person: its address at its push service, and the keys to encrypt for it."""

    __tablename__ = "push_subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("signed_in_session.id", ondelete="SET NULL"), index=True)
    endpoint: Mapped[str] = mapped_column(String(500), unique=True)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(40))
    device: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class NoticeTarget(Base):
    """Where notices for everybody go: a robot of a group chat, or a web hook. Its address and secret are sealed."""

    __tablename__ = "notice_target"
    __table_args__ = (CheckConstraint(f"kind in {TARGETS}", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(40))
    host: Mapped[str] = mapped_column(String(255))
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    paused_at: Mapped[datetime | None] = mapped_column(Instant)


class NoticeSetting(Base):
    """What the office has decided for all notices: `allows_content`, whether what is said may leave the hub. Absent is no."""

    __tablename__ = "notice_setting"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
