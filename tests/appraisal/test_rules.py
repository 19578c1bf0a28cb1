"""Periods and medians."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.appraisal.rules import MOST_DAYS, Period, middle, quarter, quarters, read_period
from hub.core.clock import SHANGHAI
from hub.core.errors import Invalid

DAYS = st.dates(date(2000, 6, 1), date(2098, 6, 1))


@given(DAYS)
def test_a_quarter_holds_its_day_and_follows_the_one_before(on: date) -> None:
    now, before = quarters(on, 2)
    assert now.first_on <= on <= now.last_on
    assert (now.first_on.day, now.first_on.month % 3, (now.last_on + timedelta(days=1)).day) == (1, 1, 1)
    assert before.last_on + timedelta(days=1) == now.first_on
    assert before.ends_at == now.begins_at
    assert (now.ends_at - now.begins_at).days == (now.last_on - now.first_on).days + 1
    assert now.begins_at.tzinfo is SHANGHAI


@given(DAYS, st.integers(0, MOST_DAYS - 1))
def test_what_an_address_says_is_read_as_it_was_written(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert read_period(first.isoformat(), last.isoformat(), date(2026, 11, 20)) == Period(first, last)


def test_without_days_it_is_this_quarter() -> None:
    assert (
        read_period("", "", date(2026, 11, 20))
        == Period(date(2026, 10, 1), date(2026, 12, 31))
        == quarter(date(2026, 12, 31))
    )


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-10-01", "", "to"),
        ("", "2026-10-01", "from"),
        ("去年", "2026-10-01", "from"),
        ("2026-02-30", "2026-10-01", "from"),
        ("2026-10-02", "2026-10-01", "to"),
        ("2025-01-01", "2026-01-02", "to"),
        ("0001-01-01", "2026-01-02", "from"),
        ("2026-01-01", "9999-12-31", "to"),
    ],
)
def test_days_that_are_none_are_said(first: str, last: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_period(first, last, date(2026, 11, 20))
    assert refusal.value.field == field


def test_the_median_of_an_even_number_lies_between() -> None:
    hours = [hour * 3600 for hour in (9, 1, 2, 4)]
    assert middle(hours) == timedelta(hours=3)
    assert middle(hours[:1]) == timedelta(hours=9)
    assert middle([]) is None
