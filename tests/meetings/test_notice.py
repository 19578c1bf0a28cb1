"""Notice periods: counted in working days, back from the day of the consultation, over weekends, holidays and make-up workdays."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.calendar.rules import OFFICE_HOURS, Days, Timetable, WorkingTime, published_days
from hub.core.clock import SHANGHAI
from hub.meetings.notice import notice_of
from tests.calendar.given import tables

DAY = timedelta(days=1)


def office(days: Days) -> WorkingTime:
    return WorkingTime(days, Timetable(((date(2000, 1, 1), OFFICE_HOURS),)))


def at(on: date, hour: int = 9) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=SHANGHAI)


REAL = office(published_days())


@pytest.mark.parametrize(
    ("held_on", "days", "latest_on"),
    [
        (date(2026, 11, 26), 3, date(2026, 11, 23)),  # Thursday: Monday
        (date(2026, 11, 24), 3, date(2026, 11, 19)),  # Tuesday: over the weekend
        (date(2026, 10, 9), 3, date(2026, 9, 29)),  # over National Day: 8 October, 30 September, 29 September
        (date(2026, 2, 26), 3, date(2026, 2, 14)),  # over Spring Festival, to a Saturday that is worked
        (date(2026, 11, 26), 0, date(2026, 11, 26)),
    ],
)
def test_the_last_day_for_a_notice(held_on: date, days: int, latest_on: date) -> None:
    told = notice_of(REAL, at(held_on, 14), days, at(latest_on, 17))
    assert (told.latest_on, told.is_in_time) == (latest_on, True)
    assert not notice_of(REAL, at(held_on, 14), days, at(latest_on + DAY, 0)).is_in_time


@given(tables, st.dates(date(2026, 6, 15), date(2027, 6, 1)), st.integers(0, 6), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_so_many_working_days_lie_before_it(days: Days, held_on: date, count: int, ahead: int) -> None:
    told = notice_of(office(days), at(held_on), count, at(held_on - ahead * DAY))
    between = [told.latest_on + n * DAY for n in range((held_on - told.latest_on).days)]
    assert sum(map(days.is_working, between)) == count
    assert told.is_in_time == (held_on - ahead * DAY <= told.latest_on)


@given(tables, st.dates(date(2026, 6, 15), date(2027, 4, 1)), st.integers(1, 6))
@settings(max_examples=150, deadline=None)
def test_the_first_day_that_would_do(days: Days, today: date, count: int) -> None:
    time = office(days)
    told = notice_of(time, at(today + DAY), count, at(today))
    assert notice_of(time, at(told.earliest_start_on), count, at(today)).is_in_time
    before = [today + n * DAY for n in range((told.earliest_start_on - today).days)]
    worked = [on for on in before if days.is_working(on)]
    assert not any(notice_of(time, at(on), count, at(today)).is_in_time for on in worked)


def test_a_year_without_its_holidays_is_provisional() -> None:
    assert notice_of(REAL, at(date(2027, 1, 6)), 3, at(date(2026, 12, 30))).is_provisional
    assert not notice_of(REAL, at(date(2026, 11, 26)), 3, at(date(2026, 11, 20))).is_provisional
