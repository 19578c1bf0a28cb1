"""Tables of the working calendar: days that differ from their weekday, complete years, hours, its revision, its changes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..core import clock
from ..core.columns import Base, Instant
from ..core.ids import LENGTH, new_public_id

NAME_LENGTH = 40


class CalendarDay(Base):
    """A day off or a make-up workday. `year` is the notice's, which may name days of the December before."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint("kind in ('holiday', 'makeup')", name="kind"),
        CheckConstraint("source in ('chinesecalendar', 'import', 'office')", name="source"),
    )

    on: Mapped[date] = mapped_column("date", primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    year: Mapped[int] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(String(16))


class CalendarYear(Base):
    """A year whose notice has arrived, so that its days are complete; `papers` are the addresses of the notices."""

    __tablename__ = "calendar_year"
    __table_args__ = (CheckConstraint("source in ('chinesecalendar', 'import', 'office')", name="source"),)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(16))
    papers: Mapped[list[str]] = mapped_column(JSON, default=list)
    arrived_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)


class OfficeHours(Base):
    """The hours of a working day from a date (Shanghai's) on: `spans` are pairs of minutes since midnight."""

    __tablename__ = "office_hours"

    effective_from: Mapped[date] = mapped_column(primary_key=True)
    spans: Mapped[list[list[int]]] = mapped_column(JSON)


class CalendarRevision(Base):
    """One row, which every change of the three tables above raises in its own transaction.

    `stamp` is made anew each time: two states that happen to have the same number (one was rolled back, or restored from
    a backup) still have stamps of their own, so what a process keeps by it is never another state's.
    """

    __tablename__ = "calendar_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    stamp: Mapped[str] = mapped_column(String(LENGTH), default=new_public_id)


class CalendarChange(Base):
    """What the office changed, for the page and for taking a single day back.

    `about` is a year (2027) or a date (2027-02-16); `detail` holds what was before and after; `moved` counts the running
    deadlines that moved with it.
    """

    __tablename__ = "calendar_change"
    __table_args__ = (CheckConstraint("kind in ('year', 'day', 'hours')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(LENGTH), unique=True, default=new_public_id)
    changed_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(8))
    about: Mapped[str] = mapped_column(String(10))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    moved: Mapped[int] = mapped_column(default=0)
