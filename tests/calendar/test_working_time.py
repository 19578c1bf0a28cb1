"""The laws of working time, and the days on which officials would catch us out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hub.calendar import OFFICE_HOURS, Days, Hours, WorkingTime, office_time, published_days
from hub.core.clock import SHANGHAI

OFFICE = office_time()
ALWAYS = WorkingTime(Days(years=frozenset(range(2000, 2101))), Hours(((timedelta(), timedelta(days=1)),)))
EXAMPLES = settings(max_examples=1000, deadline=None)
instants = st.datetimes(datetime(2003, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
works = st.integers(0, 400 * 3600 * 1_000_000).map(lambda us: timedelta(microseconds=us))
some_work = works.filter(bool)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
tables = st.builds(
    Days, st.frozensets(days, max_size=20), st.frozensets(days, max_size=8), st.frozensets(st.integers(2025, 2028))
)
calendars = st.builds(WorkingTime, tables, st.just(OFFICE_HOURS))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def told(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


@EXAMPLES
@given(instants, works)
def test_law_what_was_added_lies_between(instant: datetime, work: timedelta) -> None:
    assert OFFICE.between(instant, OFFICE.add_hours(instant, work)) == work


@EXAMPLES
@given(calendars, instants, works, works)
def test_law_two_steps_are_one(calendar: WorkingTime, instant: datetime, one: timedelta, other: timedelta) -> None:
    assert calendar.add_hours(calendar.add_hours(instant, one), other) == calendar.add_hours(instant, one + other)


@EXAMPLES
@given(calendars, instants, instants, works, works)
def test_law_later_and_longer_is_never_earlier(
    calendar: WorkingTime, one: datetime, other: datetime, short: timedelta, long: timedelta
) -> None:
    one, other = sorted((one, other))
    short, long = sorted((short, long))
    assume(short)  # nothing, added outside the hours, stays where it is
    assert calendar.add_hours(one, short) <= calendar.add_hours(other, short)
    assert calendar.add_hours(one, short) <= calendar.add_hours(one, long)


@EXAMPLES
@given(calendars, instants, some_work)
def test_law_it_ends_within_the_hours(calendar: WorkingTime, instant: datetime, work: timedelta) -> None:
    due = calendar.add_hours(instant, work).astimezone(SHANGHAI)
    since_midnight = due - due.replace(hour=0, minute=0, second=0, microsecond=0)
    assert calendar.days.is_working(due.date())
    assert any(begin < since_midnight <= end for begin, end in calendar.hours.spans)


@EXAMPLES
@given(tables, instants, some_work, days)
def test_law_a_new_holiday_never_hastens_and_a_makeup_day_never_delays(
    table: Days, instant: datetime, work: timedelta, day: date
) -> None:
    less = Days(table.holidays | {day}, table.makeups - {day}, table.years)
    more = Days(table.holidays - {day}, table.makeups | {day}, table.years)
    now, later, sooner = (WorkingTime(one, OFFICE_HOURS).add_hours(instant, work) for one in (table, less, more))
    assert sooner <= now <= later


@EXAMPLES
@given(calendars, instants, works, works)
def test_law_holding_and_resuming_keeps_the_sum(
    calendar: WorkingTime, instant: datetime, work: timedelta, held: timedelta
) -> None:
    due = calendar.add_hours(instant, work)
    paused_at = min(due, instant + held)
    left = calendar.between(paused_at, due)
    assert calendar.between(instant, paused_at) + left == calendar.between(instant, due) == work


@EXAMPLES
@given(calendars, instants, st.integers(1, 60))
def test_law_working_days_leave_out_the_first_and_end_at_close(
    calendar: WorkingTime, instant: datetime, count: int
) -> None:
    due = calendar.add_days(instant, count).astimezone(SHANGHAI)
    start = instant.astimezone(SHANGHAI).date()
    between = [start + timedelta(days=n) for n in range(1, (due.date() - start).days + 1)]
    assert sum(map(calendar.days.is_working, between)) == count
    assert calendar.days.is_working(due.date())
    assert (due.hour, due.minute) == (17, 0)


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
    ],
)
def test_working_days_on_days_that_catch_people_out(begin: str, count: int, due: str) -> None:
    assert told(OFFICE.add_days(at(begin), count)) == due


@pytest.mark.parametrize("edge", ["09:00", "11:30", "13:30", "17:00"])
def test_a_millisecond_either_side_of_an_edge(edge: str) -> None:
    on_it, moment = at(f"2026-11-25 {edge}"), timedelta(milliseconds=1)
    is_opening = edge in {"09:00", "13:30"}
    assert OFFICE.between(on_it - moment, on_it) == (timedelta() if is_opening else moment)
    assert OFFICE.between(on_it, on_it + moment) == (moment if is_opening else timedelta())


def test_a_day_of_24_hours_ends_at_midnight() -> None:
    assert told(ALWAYS.add_hours(at("2026-11-25 12:00"), timedelta(hours=12))) == "2026-11-26 00:00"
    assert told(ALWAYS.add_days(at("2026-11-25 12:00"), 1)) == "2026-11-27 00:00"


def test_years_without_a_notice_are_provisional() -> None:
    assert not OFFICE.is_provisional(at("2026-01-01 00:00"), at("2026-12-31 23:59"))
    assert OFFICE.is_provisional(at("2026-12-31 10:00"), at("2027-01-04 10:00"))
    assert not published_days().is_working(date(2027, 10, 1))
    assert published_days().is_working(date(2027, 10, 4))


def test_what_makes_no_sense_is_refused() -> None:
    for wrong in (
        lambda: OFFICE.add_hours(at("2026-11-25 10:00"), timedelta(-1)),
        lambda: OFFICE.add_days(at("2026-11-25 10:00"), 0),
    ):
        with pytest.raises(ValueError, match="working"):
            wrong()
    with pytest.raises(ValueError, match="calendar"):
        OFFICE.add_hours(at("2100-12-30 10:00"), timedelta(hours=100))
    hour = timedelta(hours=1)
    for spans in ((), ((2 * hour, hour),), ((hour, 3 * hour), (2 * hour, 4 * hour)), ((hour, 25 * hour),)):
        with pytest.raises(ValueError, match="hours"):
            Hours(spans)
