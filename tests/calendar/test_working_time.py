"""The days and minutes on which officials would catch us out."""

from datetime import date, datetime, timedelta

import pytest

from hub.calendar.rules import (
    OFFICE_HOURS,
    Days,
    Hours,
    Timetable,
    WorkingTime,
    around_the_clock,
    published_days,
    published_year,
)

from .given import at, hours_of, told

OFFICE = WorkingTime(published_days())
ALWAYS = around_the_clock()
HOUR = timedelta(hours=1)
MOMENT = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("begin", "hours", "due"),
    [
        ("2026-11-25 09:00", 1, "2026-11-25 10:00"),
        ("2026-11-25 11:00", 1, "2026-11-25 14:00"),
        ("2026-11-25 11:30", 1, "2026-11-25 14:30"),
        ("2026-11-25 03:00", 6, "2026-11-25 17:00"),
        ("2026-11-25 17:00", 1, "2026-11-26 10:00"),
        ("2026-11-27 16:30", 4, "2026-11-30 14:30"),  # a weekend between
        ("2026-09-30 16:30", 4, "2026-10-08 14:30"),  # National Day
        ("2026-10-09 16:30", 4, "2026-10-10 14:30"),  # a Saturday that makes up for it
        ("2026-12-31 16:00", 2, "2027-01-04 10:00"),  # not published yet: New Year's Day is known, nothing else
    ],
)
def test_working_hours_on_days_that_catch_people_out(begin: str, hours: int, due: str) -> None:
    assert told(OFFICE.add_hours(at(begin), timedelta(hours=hours))) == due


@pytest.mark.parametrize(
    ("begin", "count", "due"),
    [
        ("2026-11-25 08:00", 1, "2026-11-26 17:00"),
        ("2026-11-25 23:59", 1, "2026-11-26 17:00"),
        ("2026-11-28 12:00", 1, "2026-11-30 17:00"),
        ("2026-09-29 10:00", 2, "2026-10-08 17:00"),
        ("2026-10-08 10:00", 2, "2026-10-10 17:00"),
        ("2026-12-31 10:00", 1, "2027-01-04 17:00"),
    ],
)
def test_working_days_on_days_that_catch_people_out(begin: str, count: int, due: str) -> None:
    assert told(OFFICE.add_days(at(begin), count)) == due


@pytest.mark.parametrize("edge", ["09:00", "11:30", "13:30", "17:00"])
def test_a_millisecond_either_side_of_an_edge(edge: str) -> None:
    on_it = at(f"2026-11-25 {edge}")
    is_opening = edge in {"09:00", "13:30"}
    assert OFFICE.between(on_it - MOMENT, on_it) == (timedelta() if is_opening else MOMENT)
    assert OFFICE.between(on_it, on_it + MOMENT) == (MOMENT if is_opening else timedelta())


@pytest.mark.parametrize(
    ("work", "due"),
    [
        (2.5 * HOUR - MOMENT, at("2026-11-25 11:30") - MOMENT),
        (2.5 * HOUR, at("2026-11-25 11:30")),
        (2.5 * HOUR + MOMENT, at("2026-11-25 13:30") + MOMENT),
        (6 * HOUR - MOMENT, at("2026-11-25 17:00") - MOMENT),
        (6 * HOUR, at("2026-11-25 17:00")),
        (6 * HOUR + MOMENT, at("2026-11-26 09:00") + MOMENT),
        (MOMENT, at("2026-11-25 09:00") + MOMENT),
    ],
)
def test_what_ends_around_an_edge(work: timedelta, due: datetime) -> None:
    for begin in ("2026-11-25 00:00", "2026-11-25 09:00", "2026-11-24 17:00"):
        assert OFFICE.add_hours(at(begin), work) == due


def test_nothing_stays_where_it_is() -> None:
    for instant in (at("2026-11-28 03:00"), at("2026-11-25 17:00"), at("2026-11-25 10:00")):
        assert OFFICE.add_hours(instant, timedelta()) == instant
        assert OFFICE.between(instant, instant) == timedelta()


def test_a_day_of_24_hours_ends_at_midnight() -> None:
    assert told(ALWAYS.add_hours(at("2026-11-25 12:00"), timedelta(hours=12))) == "2026-11-26 00:00"
    assert told(ALWAYS.add_days(at("2026-11-25 12:00"), 1)) == "2026-11-27 00:00"
    assert told(ALWAYS.add_hours(at("2026-02-16 23:00"), timedelta(hours=48))) == "2026-02-18 23:00"  # Spring Festival


def test_hours_that_end_at_24() -> None:
    late = WorkingTime(published_days(), hours_of([18 * 60, 24 * 60]))
    assert told(late.add_hours(at("2026-11-25 09:00"), 6 * HOUR)) == "2026-11-26 00:00"
    assert told(late.add_days(at("2026-11-25 23:59"), 1)) == "2026-11-27 00:00"
    assert told(late.add_hours(at("2026-11-26 00:00"), HOUR)) == "2026-11-26 19:00"


def test_hours_that_change_on_a_date() -> None:
    winter = hours_of([9 * 60, 12 * 60, 13 * 60, 16 * 60 + 30])
    calendar = WorkingTime(published_days(), Timetable(((date(2000, 1, 1), OFFICE_HOURS), (date(2026, 12, 1), winter))))
    assert told(calendar.add_hours(at("2026-11-30 16:00"), HOUR)) == "2026-11-30 17:00"
    assert told(calendar.add_hours(at("2026-11-30 16:00"), 4 * HOUR)) == "2026-12-01 12:00"
    assert told(calendar.add_hours(at("2026-11-30 16:00"), 5 * HOUR)) == "2026-12-01 14:00"
    assert told(calendar.add_days(at("2026-11-27 16:00"), 1)) == "2026-11-30 17:00"
    assert told(calendar.add_days(at("2026-11-27 16:00"), 2)) == "2026-12-01 16:30"
    assert calendar.between(at("2026-11-30 00:00"), at("2026-12-02 00:00")) == 12.5 * HOUR
    assert calendar.timetable.on(date(2026, 11, 30)) is OFFICE_HOURS
    assert calendar.timetable.on(date(2026, 12, 1)) is winter


def test_years_without_a_notice_are_provisional() -> None:
    assert not OFFICE.is_provisional(at("2026-01-01 00:00"), at("2026-12-31 23:59"))
    assert OFFICE.is_provisional(at("2026-12-31 10:00"), at("2027-01-04 10:00"))
    assert not published_days().is_working(date(2027, 10, 1))
    assert published_days().is_working(date(2027, 10, 4))


def test_a_notice_reaches_back_into_december() -> None:
    assert [(day.on.isoformat(), day.kind) for day in published_year(2019)][:4] == [
        ("2018-12-29", "makeup"), ("2018-12-30", "holiday"), ("2018-12-31", "holiday"), ("2019-01-01", "holiday"),
    ]  # fmt: skip
    assert {day.name for day in published_year(2026)} >= {
        "元旦",
        "春节",
        "清明节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
    }
    assert sum(len(published_year(year)) for year in range(2003, 2030)) == len(
        published_days().holidays | published_days().makeups
    )


def test_what_makes_no_sense_is_refused() -> None:
    for wrong in (
        lambda: OFFICE.add_hours(at("2026-11-25 10:00"), timedelta(-1)),
        lambda: OFFICE.add_days(at("2026-11-25 10:00"), 0),
    ):
        with pytest.raises(ValueError, match="working"):
            wrong()
    for beyond in (
        lambda: OFFICE.add_hours(at("2100-12-30 10:00"), 100 * HOUR),
        lambda: OFFICE.add_days(at("2100-12-30 10:00"), 30),
        lambda: OFFICE.add_hours(at("1999-12-31 23:59"), HOUR),
        lambda: OFFICE.between(at("2026-11-25 10:00"), at("2101-01-01 00:00")),
    ):
        with pytest.raises(ValueError, match="calendar"):
            beyond()
    for spans in ((), ((2 * HOUR, HOUR),), ((HOUR, 3 * HOUR), (2 * HOUR, 4 * HOUR)), ((HOUR, 25 * HOUR),)):
        with pytest.raises(ValueError, match="hours"):
            Hours(spans)
    later, first = (date(2026, 12, 1), OFFICE_HOURS), (date(2000, 1, 1), OFFICE_HOURS)
    for changes in ((), (later,), (first, later, later), (later, first)):
        with pytest.raises(ValueError, match="hours"):
            Timetable(changes)


def test_a_table_that_says_nothing_is_monday_to_friday() -> None:
    empty = WorkingTime(Days(years=frozenset({2026})))
    assert told(empty.add_days(at("2026-09-29 10:00"), 2)) == "2026-10-01 17:00"
