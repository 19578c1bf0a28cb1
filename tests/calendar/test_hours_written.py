"""Hours as people write them, and the year as a sheet."""

from datetime import date

import pytest
from hypothesis import given

from hub.calendar.rules import OFFICE_HOURS, Hours, Named, published_days, published_year
from hub.calendar.rules.days import Days
from hub.calendar.rules.missing import asked_since, missing_year
from hub.calendar.rules.sheet import festivals_of, months_of
from hub.calendar.rules.writing import as_minutes, read_hours, written
from hub.calendar.working import hours_of as kept
from hub.core.errors import Invalid

from .given import EXAMPLES, hours


@pytest.mark.parametrize(
    "text",
    [
        "9:00–11:30，13:30–17:00",
        "09:00-11:30, 13:30-17:00",
        "9：00至11：30、13：30至17：00",
        "9:00 ~ 11:30 and 13:30 to 17:00",
    ],
)
def test_hours_in_the_ways_that_people_write(text: str) -> None:
    assert read_hours(text) == OFFICE_HOURS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请写成"),
        ("9-5", "请写成"),
        ("9:00–11:30，下午", "请写成"),
        ("9:00–9:10 9:20–9:30 9:40–9:50 10:00–10:10 10:20–10:30", "最多四段"),
        ("9:00–24:30", "24:00 之间"),
        ("9:60–11:00", "24:00 之间"),
        ("13:30–17:00，9:00–11:30", "先后"),
        ("9:00–12:00，11:00–17:00", "先后"),
        ("17:00–9:00", "先后"),
        ("9:00–12:00，12:00–17:00", "没有间隔"),
    ],
)
def test_what_are_no_hours(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_hours(text)


@EXAMPLES
@given(hours)
def test_law_what_is_written_reads_back(one: Hours) -> None:
    assert read_hours(written(one)) == kept(as_minutes(one)) == one


@pytest.mark.parametrize(
    ("today", "years", "missing"),
    [
        (date(2026, 10, 31), {2026}, None),
        (date(2026, 11, 1), {2026}, 2027),
        (date(2026, 12, 31), {2026}, 2027),
        (date(2026, 12, 31), {2026, 2027}, None),
        (date(2027, 1, 1), {2026}, 2027),
        (date(2027, 6, 1), {2026, 2028}, 2027),
    ],
)
def test_when_a_year_is_asked_for(today: date, years: set[int], missing: int | None) -> None:
    assert missing_year(today, years) == missing
    assert asked_since(2027) == date(2026, 11, 1)


def test_the_year_as_a_sheet() -> None:
    named = {day.on: day for day in published_year(2026)}
    months = months_of(2026, published_days(), named)
    cells = [cell for month in months for week in month.weeks for cell in week if cell]
    assert [cell.on for cell in cells] == sorted(cell.on for cell in cells)
    assert len(cells) == 365
    assert sum(month.working_days for month in months) == sum(cell.is_working for cell in cells) == 248
    assert all(len(week) == 7 for month in months for week in month.weeks)
    assert {cell.on for cell in cells if cell.kind == "makeup"} == {
        on for on, day in named.items() if day.kind == "makeup"
    }


def test_a_year_without_a_notice_shows_its_fixed_holidays() -> None:
    cells = [
        cell for month in months_of(2027, Days(), {}) for week in month.weeks for cell in week if cell and cell.kind
    ]
    assert [(cell.on.month, cell.on.day, cell.name, cell.is_set) for cell in cells] == [
        *((1, 1, "元旦", False), (5, 1, "劳动节", False), (5, 2, "劳动节", False)),
        *((10, day, "国庆节", False) for day in (1, 2, 3)),
    ]


def test_days_off_that_are_apart_are_two() -> None:
    named = [Named(date(2026, 7, day), "holiday", "", 2026) for day in (6, 7, 9)]
    assert [(one.first_on.day, one.length) for one in festivals_of(named)] == [(6, 2), (9, 1)]


def test_festivals_as_the_notice_lists_them() -> None:
    found = festivals_of(published_year(2026))
    assert [(one.name, one.first_on.isoformat(), one.length, [on.isoformat() for on in one.makeups]) for one in found] == [
        ("元旦", "2026-01-01", 3, ["2026-01-04"]),
        ("春节", "2026-02-15", 9, ["2026-02-14", "2026-02-28"]),
        ("清明节", "2026-04-04", 3, []),
        ("劳动节", "2026-05-01", 5, ["2026-05-09"]),
        ("端午节", "2026-06-19", 3, []),
        ("中秋节", "2026-09-25", 3, []),
        ("国庆节", "2026-10-01", 7, ["2026-09-20", "2026-10-10"]),
    ]  # fmt: skip
