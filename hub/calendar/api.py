"""The API's door to the calendar: a year's days and the hours."""

from datetime import date
from typing import Literal

from flask import Blueprint

from ..core.db import reading
from ..core.viewer import Viewer
from ..web.api import Answer, api_route
from . import queries
from .rules.writing import as_minutes
from .shapes import HoursView

calendar_api = Blueprint("calendar_api", __name__)


class DayAnswer(Answer):
    """A day that is not what its weekday says: off, or a workday that makes up for one; `name` is the festival's."""

    date: date
    kind: Literal["holiday", "makeup"]
    name: str


class HoursAnswer(Answer):
    """The hours of a working day from a date on: pairs of `09:00`-like times in Shanghai, the last up to `24:00`."""

    effective_from: date
    spans: list[tuple[str, str]]


class CalendarAnswer(Answer):
    """A year; `is_provisional` until its holidays are published: then `days` are the fixed statutory holidays and what the office knows."""

    year: int
    is_provisional: bool
    working_days: int
    days: list[DayAnswer]
    hours: list[HoursAnswer]


@api_route(calendar_api, "GET", "/calendar/<int:year>", rule="content", answer=CalendarAnswer)
def calendar_year(_viewer: Viewer, year: int) -> CalendarAnswer:
    """A year's days off and make-up workdays, and the hours of a working day."""
    with reading() as session:
        sheet, hours = queries.year_view(session, year), queries.hours(session)
    cells = (cell for month in sheet.months for week in month.weeks for cell in week if cell and cell.kind)
    return CalendarAnswer(
        year=year,
        is_provisional=sheet.is_provisional,
        working_days=sheet.working_days,
        days=[DayAnswer(date=cell.on, kind=cell.kind, name=cell.name) for cell in cells],  # type: ignore[arg-type]
        hours=[_hours(one) for one in hours],
    )


def _hours(view: HoursView) -> HoursAnswer:
    spans = [(_clock(begin), _clock(end)) for begin, end in as_minutes(view.hours)]
    return HoursAnswer(effective_from=view.effective_from, spans=spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
