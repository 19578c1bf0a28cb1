"""A year as a wall calendar: twelve months of weeks from Monday, and its festivals in a list."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .days import FIXED_HOLIDAYS, SATURDAY, Days, Named
from .festivals import FIXED_NAMES


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day. `kind` is "holiday", "makeup" or "" for what its weekday is; `is_set` when the table names it."""

    on: date
    kind: str
    name: str
    is_working: bool
    is_set: bool


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month: weeks of seven cells from Monday, None outside of the month, and how many days are worked."""

    number: int
    weeks: tuple[tuple[DayCell | None, ...], ...]
    working_days: int


@dataclass(frozen=True, slots=True)
class Festival:
    """Days off in a row under one name, and the make-up workdays that go with them."""

    name: str
    first_on: date
    last_on: date
    makeups: tuple[date, ...]

    @property
    def length(self) -> int:
        """How many days it lasts."""
        return (self.last_on - self.first_on).days + 1


def months_of(year: int, days: Days, named: Mapping[date, Named]) -> tuple[MonthSheet, ...]:
    """The year's twelve months; `named` has the days of the table by date."""
    return tuple(_month(year, number, days, named) for number in range(1, 13))


def _month(year: int, number: int, days: Days, named: Mapping[date, Named]) -> MonthSheet:
    weeks = tuple(
        tuple(_cell(on, days, named) if on.month == number else None for on in week)
        for week in Calendar().monthdatescalendar(year, number)
    )
    return MonthSheet(number, weeks, sum(cell.is_working for week in weeks for cell in week if cell))


def cell_of(on: date, days: Days, named: Mapping[date, Named]) -> DayCell:
    """One day as the calendar shows it."""
    return _cell(on, days, named)


def _cell(on: date, days: Days, named: Mapping[date, Named]) -> DayCell:
    is_working = days.is_working(on)
    if on in named:
        return DayCell(on, named[on].kind, named[on].name, is_working, is_set=True)
    if not is_working and on.weekday() < SATURDAY or (on.month, on.day) in FIXED_HOLIDAYS and on.year not in days.years:
        return DayCell(on, "holiday", FIXED_NAMES.get(on.month, ""), is_working, is_set=False)
    return DayCell(on, "", "", is_working, is_set=False)


def festivals_of(named: Iterable[Named]) -> tuple[Festival, ...]:
    """The festivals of a year's notice, in order; a make-up workday goes with the nearest days off of its name."""
    rows: list[list[Named]] = []
    makeups: list[Named] = []
    for day in sorted(named, key=lambda one: one.on):
        if day.kind == "makeup":
            makeups.append(day)
        elif rows and rows[-1][-1].name == day.name and day.on - rows[-1][-1].on == timedelta(days=1):
            rows[-1].append(day)
        else:
            rows.append([day])
    with_them: list[list[date]] = [[] for _row in rows]
    for day in makeups:
        near = [place for place, row in enumerate(rows) if row[0].name == day.name] or range(len(rows))
        if near:
            with_them[min(near, key=lambda place: abs(rows[place][0].on - day.on))].append(day.on)
    return tuple(
        Festival(row[0].name, row[0].on, row[-1].on, tuple(dates)) for row, dates in zip(rows, with_them, strict=True)
    )
