"""Working days and working hours: pure arithmetic over a table of days; knows no database and no clock."""

from .days import Days, published_days
from .hours import OFFICE_HOURS, Hours
from .working import WorkingTime

__all__ = ["OFFICE_HOURS", "Days", "Hours", "WorkingTime", "office_time", "published_days"]


def office_time() -> WorkingTime:
    """The office's working time: the published holidays and make-up workdays, 09:00–11:30 and 13:30–17:00."""
    return WorkingTime(published_days(), OFFICE_HOURS)
