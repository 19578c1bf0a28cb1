"""The table of series."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ...core import clock
from ...core.columns import Base, Instant
from ...core.ids import LENGTH, new_public_id


class ConsultationSeries(Base):
    """Consultations that come again. `rule` is an RRULE (RFC 5545) without its DTSTART, which is `begins_on`.

    Times are Shanghai's: `begins_minute` is the minute of the day, `minutes` the length. `exceptions` are ISO dates of the
    rule on which there is none. `planned_until` is up to which date consultations have been made. `draft` holds what each
    begins with (title, kind, room, place, link, chair, note-taker, units, people, quorum, note). `ended_on` is the last date of a
    series that was ended or split.
    """

    __tablename__ = "consultation_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    rule: Mapped[str] = mapped_column(String(200))
    begins_on: Mapped[date]
    begins_minute: Mapped[int]
    minutes: Mapped[int]
    exceptions: Mapped[list[str]] = mapped_column(JSON, default=list)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    planned_until: Mapped[date | None]
    ended_on: Mapped[date | None]
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_series.id"))
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
