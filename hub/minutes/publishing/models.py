"""Tables of publication: letterheads by date, the register of numbers, signatures, what was published, receipts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...accounts.models import Unit
from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id

_STANDS = text("withdrawn_at is null")


class Letterhead(Base):
    """版头: as what minutes go out from a day on, until the next one; the work moved between offices in 2023 and may again.

    `number_pattern` has `{year}` and `{number}`; `masthead` is ×××纪要; `recipients` are those who get a copy (抄送).
    """

    __tablename__ = "letterhead"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    from_on: Mapped[date] = mapped_column(unique=True)
    masthead: Mapped[str] = mapped_column(String(40))
    number_pattern: Mapped[str] = mapped_column(String(40))
    printing_office: Mapped[str] = mapped_column(String(60))
    recipients: Mapped[str] = mapped_column(String(500), default="")
    changed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class MinutesYear(Base):
    """The last number given in a year: taken in the transaction of the publication, so that there is no gap."""

    __tablename__ = "minutes_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class MinutesNumber(Base):
    """编号登记: a number of a year and whose it is. Once given it is never given again, void or not."""

    __tablename__ = "minutes_number"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(60))
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), unique=True)
    given_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(String(500), default="")


class Signature(Base):
    """签发: who signed which text (`digest`, SHA-256 in hex). `withdrawn_at` is when it was sent back before it went out."""

    __tablename__ = "minutes_signature"
    __table_args__ = (
        Index("uq_minutes_signature_stands", "minutes_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(40))
    post: Mapped[str] = mapped_column(String(120), default="")
    digest: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Publication(Base):
    """印发: what went out, to the letter. `content` is `content.content_of`, `digest` its SHA-256 in hex."""

    __tablename__ = "publication"

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), primary_key=True)
    printed_on: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    published_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class Receipt(Base):
    """签收: a unit that published minutes went to, and when it said that it has them."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("minutes_id", "unit_id"), Index("ix_receipt_unit", "unit_id", "received_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    received_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    unit: Mapped[Unit] = relationship()
