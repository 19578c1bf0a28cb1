"""Tables of consultations, their kinds and rooms, the units that are invited, the people who are named, and what happened."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Person, Unit
from ..channels.models import Channel
from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id

STATES = ("draft", "announced", "live", "closed", "cancelled")
"""筹备中, 已通知, 进行中, 已结束, 已取消."""
OPEN = text("state in ('draft', 'announced', 'live')")
"""SQL over Consultation: still to come, or being held; written out, so that the index over these serves."""
ANSWERS = ("waiting", "attending", "excused", "delegated")
"""未答复, 参加, 请假, 委派代表."""


class ConsultationKind(Base):
    """A kind of consultation and its defaults, which the office may change.

    `notice_days` and `papers_days` are working days before it begins, `minutes` its length; `is_named_only` is a 个案会商,
    of which nobody knows but the people who are named.
    """

    __tablename__ = "consultation_kind"

    key: Mapped[str] = mapped_column(String(12), primary_key=True)
    position: Mapped[int]
    notice_days: Mapped[int]
    papers_days: Mapped[int]
    minutes: Mapped[int]
    is_named_only: Mapped[bool] = mapped_column(default=False)


class MeetingRoom(Base):
    """A room where consultations are held. `retired_on` is the first day on which it is not to be had any more."""

    __tablename__ = "meeting_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    place: Mapped[str] = mapped_column(String(120), default="")
    seats: Mapped[int | None]
    retired_on: Mapped[date | None]


class Consultation(Base):
    """A joint consultation 会商 of units.

    `starts_at` and `ends_at` are as planned, `opened_at` and `closed_at` as it was. `sequence` counts what was changed since
    it was announced, as calendars count it (RFC 5545, 3.8.7.4). `message_id` is its card in its channel; both are there
    from when it is announced. `quorum` is how many units must be there. `revision` rises with every change.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("ends_at > starts_at", name="span"),
        CheckConstraint("state = 'draft' or state = 'cancelled' or channel_id is not null", name="has_channel"),
        UniqueConstraint("series_id", "occurs_on"),
        Index("ix_consultation_starts", "starts_at", "id"),
        Index("ix_consultation_state", "state", "starts_at", "id"),
        Index("ix_consultation_room", "room_id", "starts_at"),
        Index("ix_consultation_open", "starts_at", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(ForeignKey("consultation_kind.key"))
    is_named_only: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), default="draft")
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_room.id"))
    place: Mapped[str] = mapped_column(String(120), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    note_taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    quorum: Mapped[int | None]
    urgent_reason: Mapped[str] = mapped_column(String(500), default="")
    """Why its notice is shorter than its kind asks for; "" where it is not."""
    series_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_series.id"))
    occurs_on: Mapped[date | None]
    """The date that the series' rule gave; stays what it is when the consultation is moved."""
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"), unique=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    announced_at: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the hub, by itself, reminded the units that had not answered; None again once its time is changed."""
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str] = mapped_column(String(500), default="")
    room: Mapped[MeetingRoom | None] = relationship()
    channel: Mapped[Channel | None] = relationship()
    chair: Mapped[Person | None] = relationship(foreign_keys=[chair_id])
    note_taker: Mapped[Person | None] = relationship(foreign_keys=[note_taker_id])


class Attendance(Base):
    """A unit that is invited, and what it has answered for itself. `withdrawn_at` is when it was invited no more.

    `reason` goes with `excused`; `delegate_name` and `delegate_post` with `delegated`. Who answered may change their mind
    until the consultation is opened.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("consultation_id", "unit_id"),
        CheckConstraint(f"answer in {ANSWERS}", name="answer"),
        Index("ix_attendance_unit", "unit_id", "answer", "consultation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    invited_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(String(12), default="waiting")
    reason: Mapped[str] = mapped_column(String(200), default="")
    delegate_name: Mapped[str] = mapped_column(String(40), default="")
    delegate_post: Mapped[str] = mapped_column(String(40), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit] = relationship()


class Participant(Base):
    """A person who is named: a guest or observer (列席), somebody of an invited unit, chair or note-taker.

    With an account it is `person_id`; a guest from outside has only name, post and whom they come from. Of a 个案会商 these
    rows are all who know of it. `ended_at` is when they were named no more.
    """

    __tablename__ = "participant"
    __table_args__ = (
        CheckConstraint("role in ('member', 'observer')", name="role"),
        UniqueConstraint("consultation_id", "person_id"),
        Index("ix_participant_person", "person_id", "consultation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(12), default="observer")
    name: Mapped[str] = mapped_column(String(40))
    post: Mapped[str] = mapped_column(String(40), default="")
    body: Mapped[str] = mapped_column(String(80), default="")
    """Whom they come from: a unit's name, a hospital, a university."""
    added_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class ConsultationEvent(Base):
    """Something that happened to a consultation, for its record. `person_id` is None for what the hub did by itself."""

    __tablename__ = "consultation_event"
    __table_args__ = (Index("ix_consultation_event_consultation", "consultation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    act: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
