"""Tables of channels, members, messages, their history, and the log of changes that clients follow."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Person, Unit
from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id
from ..plan.models import WorkItem

ACTIONS = ("create", "edit", "retract", "acknowledge", "mark", "pin", "issue", "consultation")
"""What may happen to a message, as the log of changes and programs call it."""


class Channel(Base):
    """A place to talk: one per work item and consultation, and 全体 for all. Archived, never deleted, once it has messages."""

    __tablename__ = "channel"
    __table_args__ = (CheckConstraint("kind in ('item', 'everyone', 'consultation')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(String(16))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("work_item.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    head_seq: Mapped[int] = mapped_column(default=0)
    head_change: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
    item: Mapped[WorkItem | None] = relationship(lazy="joined")


class Membership(Base):
    """A person in a channel: the read mark, and why they are in. `ended_at` closes the door at once and keeps the mark."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("channel_id", "person_id"),
        Index("ix_membership_person", "person_id", "ended_at"),
        CheckConstraint("basis in ('unit', 'office', 'committee', 'named', 'invited')", name="basis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    basis: Mapped[str] = mapped_column(String(16))
    last_read_seq: Mapped[int] = mapped_column(default=0)
    joined_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Message(Base):
    """What a person wrote for a unit. `seq` is its place, dense from 1; `unit_id` is the author's unit at that time."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("channel_id", "seq"),
        UniqueConstraint("author_id", "client_id"),
        Index("ix_message_channel_posted", "channel_id", "posted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    seq: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    client_id: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    posted_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    edited_at: Mapped[datetime | None] = mapped_column(Instant)
    retracted_at: Mapped[datetime | None] = mapped_column(Instant)
    mentioned: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """Who was named when it was written: `{"name": as written, "kind": person|unit|group, "id": public id}` each."""
    change: Mapped[int]
    """The channel's change number at which the message last changed."""
    facets: Mapped[int] = mapped_column(default=0)
    """Bits of `shapes.Facet`: what it has besides words, so that plain messages cost no look at other tables."""
    author: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
    reply_to: Mapped["Message | None"] = relationship(remote_side=[id])


class MessageRevision(Base):
    """An earlier body of an edited or retracted message; `written_at` is when that body was written."""

    __tablename__ = "message_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Instant)


class ChangeLog(Base):
    """One row per change of a channel, numbered without gaps: what a client that was away asks for."""

    __tablename__ = "change_log"
    __table_args__ = (CheckConstraint(f"action in {ACTIONS}", name="action"),)

    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), primary_key=True)
    change: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    action: Mapped[str] = mapped_column(String(16))


class Mention(Base):
    """A person whom a message names: in person, by unit, by group, or by answering them. `done_at` takes it off 待我处理."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("person_id", "channel_id", "seq"),
        CheckConstraint("basis in ('person', 'unit', 'group', 'reply')", name="basis"),
        Index("ix_mention_open", "person_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    seq: Mapped[int]
    basis: Mapped[str] = mapped_column(String(16))
    done_at: Mapped[datetime | None] = mapped_column(Instant)
