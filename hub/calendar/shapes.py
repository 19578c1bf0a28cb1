"""The calendar as pages and programs show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .rules import Hours
from .rules.comparing import Difference
from .rules.notice import Notice
from .rules.sheet import DayCell, Festival, MonthSheet


@dataclass(frozen=True, slots=True)
class HoursView:
    """Hours from a date on. `is_current` when they hold today, `is_to_come` when they will."""

    effective_from: date
    hours: Hours
    is_current: bool
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What was changed, when and by whom (unit and name; "" by the command line). `can_be_undone` for a day's last change."""

    public_id: str
    changed_at: datetime
    by: str
    kind: str
    about: str
    detail: Mapping[str, Any]
    moved: int
    can_be_undone: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """A year: provisional (暂定) until its notice has arrived; `papers` are the addresses of what says so."""

    year: int
    is_provisional: bool
    months: tuple[MonthSheet, ...]
    festivals: tuple[Festival, ...]
    working_days: int
    source: str
    papers: tuple[str, ...]
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayView:
    """A day with its changes, the latest first."""

    cell: DayCell
    is_provisional: bool
    changes: list[ChangeView]


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """What a notice would change. `revision` is the calendar's that it was compared with; `moved` counts running deadlines."""

    notice: Notice
    difference: Difference
    is_new_year: bool
    moved: int
    revision: int
