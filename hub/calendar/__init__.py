"""The working calendar: which days and hours are worked, kept in tables that the office can change."""

from .events import CalendarChanged
from .rules import OFFICE_HOURS, Days, Hours, Timetable, WorkingTime, around_the_clock
from .working import office_time

__all__ = [
    "OFFICE_HOURS",
    "CalendarChanged",
    "Days",
    "Hours",
    "Timetable",
    "WorkingTime",
    "around_the_clock",
    "office_time",
]
