"""Working days and working hours: pure arithmetic over a table of days; knows no database and no clock.

Rules of other features take it from here; whoever has a session asks `hub.calendar.office_time`.
"""

from .days import Days, Named
from .hours import OFFICE_HOURS, Hours, Timetable
from .published import published_days, published_year, published_years
from .working import WorkingTime, around_the_clock

__all__ = [
    "OFFICE_HOURS",
    "Days",
    "Hours",
    "Named",
    "Timetable",
    "WorkingTime",
    "around_the_clock",
    "published_days",
    "published_year",
    "published_years",
]
