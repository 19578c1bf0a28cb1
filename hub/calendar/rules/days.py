"""Which days are worked: Monday to Friday, less the holidays, and the weekend days that make up for them (调休)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
"""The calendar; nothing in the hub is older, and nothing is due later."""
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the statutory holidays that follow no moon (《全国年节及纪念日放假办法》, 2024). A year whose notice has
not come out has these alone: the others, and all make-up workdays, are not known before."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Days:
    """A table of days. `holidays` and `makeups` are dates that differ from their weekday, `years` those it is complete for.

    `per_week` days from Monday on are worked where the table says nothing: 5, or 7 for what never rests.
    """

    holidays: frozenset[date] = frozenset()
    makeups: frozenset[date] = frozenset()
    years: frozenset[int] = field(default_factory=frozenset)
    per_week: int = SATURDAY

    def is_working(self, day: date) -> bool:
        """Whether `day` (a date in Shanghai) is worked, as far as is known."""
        if day in self.makeups:
            return True
        if day.weekday() >= self.per_week or day in self.holidays:
            return False
        return day.year in self.years or (day.month, day.day) not in FIXED_HOLIDAYS

    def is_provisional(self, day: date) -> bool:
        """Whether the notice for that year has not come out (暂定): what is computed from it may still move."""
        return day.year not in self.years


Kind = Literal["holiday", "makeup"]


@dataclass(frozen=True, slots=True)
class Named:
    """A day off or a make-up workday, with the festival's Chinese name ("" for none) and the year of the notice that names it.

    A notice may reach back: what surrounds New Year's Day in December belongs to the next year's.
    """

    on: date
    kind: Kind
    name: str
    year: int
