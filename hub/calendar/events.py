"""What happened to the working calendar, for those who keep deadlines and records."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Days, complete years or hours are others from now on: `office_time` in this transaction has them.

    Whoever keeps deadlines in working time computes those anew that are open and marked provisional, or may have moved.
    `about` is a year ("2027") or a date ("2027-02-16", the day or the first day of the hours); `days` counts the days of
    a year's notice; `before` and `after` are a day's kinds ("holiday", "makeup", "" for what its weekday is).
    """

    revision: int
    kind: Literal["year", "day", "hours"]
    about: str
    days: int = 0
    before: str = ""
    after: str = ""
