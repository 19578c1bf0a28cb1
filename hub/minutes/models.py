"""Tables of minutes: the document, its passages with every text they ever had, where each sentence comes from, what happened."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..channels.models import Message
from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id
from ..meetings.models import Consultation

STATES = ("draft", "commenting", "reviewing", "signing", "signed", "published", "voided", "discarded")
"""起草, 征求意见, 审核, 签发, 待印发, 已印发, 已作废, 已放弃 (a draft that nobody needs, after its consultation went on)."""
_FIRST = text("corrects_id is null and state <> 'discarded'")
PARTS = ("lead", "heading", "heard", "view", "position", "decision", "settled", "carried", "empty", "people", "free")
"""What a passage is: the lead paragraph; an item's heading; 会议听取了; 会议认为; 单位意见; 议定事项; what was settled; what was
carried over; that nothing was said; a list of people (出席, 请假, 列席); words that the editors added."""


class Minutes(Base):
    """The minutes of a consultation; `corrects_id` names those that a correction refers to.

    `revision` rises with every change of anything of it. `shown_at` is when the units could first read it: asked for comments
    or a countersignature, or published. `locked_at` is from when no passage changes any more (it was signed). `number` is as
    printed, "" before.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state"),
        Index("uq_minutes_first", "consultation_id", unique=True, sqlite_where=_FIRST, postgresql_where=_FIRST),
        Index("ix_minutes_state", "state", "created_at", "id"),
        Index("ix_minutes_published", "published_at", "id"),
        Index("ix_minutes_consultation", "consultation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("minutes.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    revision: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None where the hub drafted it by itself."""
    shown_at: Mapped[datetime | None] = mapped_column(Instant)
    locked_at: Mapped[datetime | None] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    consultation: Mapped[Consultation] = relationship()


class Passage(Base):
    """A paragraph, heading or list of the minutes, edited in place.

    `key` is what it stands for, so that a second draft finds it (`lead`, `item:<public id>:heard`, `decision:<public id>`); `item`
    is the public id of the agenda item under which it stands, "" outside of all. `text` is Markdown. `data` holds what is
    more than words: of a decision `{"decision", "lead", "supporting", "due_on"}` (public ids, ISO date), of people
    `{"standing": "present" | "excused" | "observer", "people": [{"unit", "name", "post", …}]}`. `number` counts its texts from 1.
    `saved_by` is None while it stands as the hub drafted it. `is_extract` marks what a summarizer said until a person accepts it.
    """

    __tablename__ = "passage"
    __table_args__ = (
        CheckConstraint(f"part in {PARTS}", name="part"),
        UniqueConstraint("minutes_id", "key"),
        Index("ix_passage_minutes", "minutes_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    key: Mapped[str] = mapped_column(String(80))
    part: Mapped[str] = mapped_column(String(12))
    item: Mapped[str] = mapped_column(String(LENGTH), default="")
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    number: Mapped[int] = mapped_column(default=1)
    is_extract: Mapped[bool] = mapped_column(default=False)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    sources: Mapped[list["PassageSource"]] = relationship(
        order_by="PassageSource.position", cascade="all, delete-orphan"
    )


class PassageRevision(Base):
    """A text that a passage had: number 1 is the draft. `why` is `draft`, `edit`, `restore`, `comment`, `accept`, `remove`.

    `base` is the number that whoever saved it had before them.
    """

    __tablename__ = "passage_revision"
    __table_args__ = (UniqueConstraint("passage_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"))
    number: Mapped[int]
    base: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class PassageSource(Base):
    """Where a sentence comes from: `quote` is the sentence as drafted, `kind` says what `thing` (a public id) is.

    Kinds: `message` (with `message_id`), `issue`, `decision`, `position` and `item` (agenda item), `sign_in`. Once the sentence was
    rewritten its sources stand for the whole passage.
    """

    __tablename__ = "passage_source"
    __table_args__ = (
        CheckConstraint("kind in ('message', 'issue', 'decision', 'position', 'item', 'sign_in')", name="kind"),
        Index("ix_passage_source_passage", "passage_id", "position"),
        Index("ix_passage_source_message", "message_id"),
        Index("ix_passage_source_thing", "thing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"))
    position: Mapped[int]
    quote: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(12))
    thing: Mapped[str] = mapped_column(String(LENGTH))
    message_id: Mapped[int | None] = mapped_column(ForeignKey(Message.id))


class MinutesEvent(Base):
    """Something that happened to minutes, for their record. `person_id` is None for what the hub did by itself."""

    __tablename__ = "minutes_event"
    __table_args__ = (Index("ix_minutes_event_minutes", "minutes_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    act: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
