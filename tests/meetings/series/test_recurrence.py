"""The laws of recurrences: what dateutil says, moved to working days, in order and without doubles."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.calendar.rules import Days, published_days
from hub.core.errors import Invalid
from hub.meetings.series.rules import (
    DAY,
    FREQUENCIES,
    PLACES,
    Occurrence,
    Pattern,
    Plan,
    cleaned,
    dates,
    first_date,
    occurrences,
    pattern_of,
    upcoming,
)
from tests.calendar.given import tables

LAWS = settings(max_examples=200, deadline=None)
patterns = st.builds(
    Pattern,
    st.sampled_from([one for one in FREQUENCIES if one != "workdays"]),
    st.integers(0, 4),
    st.sampled_from(PLACES),
).map(lambda one: pattern_of(one.rule)) | st.just(Pattern("workdays"))
starts = st.dates(date(2026, 6, 1), date(2026, 12, 31))
REAL = published_days()


def over(plan: Plan, days: Days, length: int = 300) -> list[Occurrence]:
    return list(occurrences(plan, days, plan.begins_on, plan.begins_on + length * DAY))


@given(patterns, starts)
@LAWS
def test_dates_are_those_of_dateutil(pattern: Pattern, from_on: date) -> None:
    begins_on = first_date(pattern, from_on)
    said = rrulestr(f"DTSTART:{begins_on:%Y%m%d}T000000\nRRULE:{pattern.rule}")
    assert list(islice(dates(pattern, begins_on, begins_on), 20)) == [one.date() for one in islice(said, 20)]


@given(patterns, starts)
@LAWS
def test_a_series_begins_with_the_first_date_that_can(pattern: Pattern, from_on: date) -> None:
    begins_on = first_date(pattern, from_on)
    assert next(dates(pattern, begins_on, begins_on)) == begins_on >= from_on
    if pattern.frequency in {"weekly", "fortnightly"}:
        assert begins_on - from_on < timedelta(days=7)
    if pattern.frequency in {"monthly", "quarterly"}:
        assert begins_on - from_on < timedelta(days=36)


@given(patterns, starts, tables)
@LAWS
def test_each_is_held_on_the_nearest_working_day_in_its_direction(pattern: Pattern, from_on: date, days: Days) -> None:
    for one in over(Plan(pattern, first_date(pattern, from_on)), days):
        assert days.is_working(one.held_on)
        low, high = sorted((one.occurs_on, one.held_on))
        passed = [low + n * DAY for n in range((high - low).days + 1)]
        assert not any(days.is_working(on) for on in passed if on != one.held_on)
        assert one.held_on <= one.occurs_on if pattern.moves_back else one.held_on >= one.occurs_on


@given(patterns, starts, tables)
@LAWS
def test_each_day_has_one_and_none_is_lost(pattern: Pattern, from_on: date, days: Days) -> None:
    plan = Plan(pattern, first_date(pattern, from_on))
    every = over(plan, days)
    held = [one.held_on for one in every if one.fate == "held"]
    assert all(one < other for one, other in pairwise(held))
    inside = [one for one in every if one.held_on <= plan.begins_on + 250 * DAY]
    assert {one.held_on for one in inside} <= set(held)
    for one in every:
        if not one.is_moved:
            assert one.fate == "held"


@given(patterns, starts, tables, st.integers(0, 200), st.integers(0, 60))
@LAWS
def test_where_one_looks_changes_nothing(pattern: Pattern, from_on: date, days: Days, skip: int, length: int) -> None:
    plan = Plan(pattern, first_date(pattern, from_on))
    first, last = plan.begins_on + skip * DAY, plan.begins_on + (skip + length) * DAY
    part = [one for one in over(plan, days) if first <= one.occurs_on <= last]
    assert list(occurrences(plan, days, first, last)) == part


@given(patterns, starts, tables, st.integers(0, 30), st.integers(0, 250))
@LAWS
def test_skipping_one_and_ending_touch_no_other(
    pattern: Pattern, from_on: date, days: Days, which: int, length: int
) -> None:
    plan = Plan(pattern, first_date(pattern, from_on))
    every = over(plan, days)
    gone = every[which % len(every)].occurs_on if every else plan.begins_on
    skipping = over(Plan(pattern, plan.begins_on, frozenset({gone})), days)
    assert [one for one in skipping if one.occurs_on != gone] == [one for one in every if one.occurs_on != gone]
    assert all(one.fate == "skipped" for one in skipping if one.occurs_on == gone)
    last = plan.begins_on + length * DAY
    ended = over(Plan(pattern, plan.begins_on, ended_on=last), days)
    assert [one.occurs_on for one in ended] == [one.occurs_on for one in every if one.occurs_on <= last]


@given(patterns, starts, tables)
@LAWS
def test_as_many_are_foretold_as_were_asked_for(pattern: Pattern, from_on: date, days: Days) -> None:
    plan = Plan(pattern, first_date(pattern, from_on))
    ahead = upcoming(plan, days, from_on, 10)
    assert sum(one.fate == "held" for one in ahead) == 10
    assert all(one.held_on > from_on for one in ahead)


@given(patterns)
def test_a_rule_says_its_pattern(pattern: Pattern) -> None:
    assert pattern_of(pattern.rule) == pattern


def test_the_last_thursday_of_a_quarter_is_pulled_forward() -> None:
    """The last Thursday of a month that lies in a holiday is held before it."""
    days = Days(frozenset({date(2026, 12, 31)}), frozenset(), frozenset({2026, 2027}))
    plan = Plan(Pattern("quarterly", 3, -1), date(2026, 9, 24))
    assert [one.held_on for one in over(plan, days, 120)] == [date(2026, 9, 24), date(2026, 12, 30)]


def test_a_weekly_date_in_national_week_goes_with_the_next() -> None:
    """1 October 2026 is a Thursday in a holiday that lasts until the 7th: 8 October is the next Thursday itself."""
    ahead = over(Plan(Pattern("weekly", 3), date(2026, 9, 24)), REAL, 21)
    assert [(one.occurs_on.day, one.held_on.day, one.fate) for one in ahead] == [
        *[(24, 24, "held"), (1, 8, "merged"), (8, 8, "held"), (15, 15, "held")],
    ]


def test_every_working_day_knows_make_up_days() -> None:
    """Saturday, 10 October 2026, is worked; the holiday is not."""
    plan = Plan(Pattern("workdays"), date(2026, 9, 30))
    assert [one.held_on.day for one in over(plan, REAL, 12)] == [30, 8, 9, 10, 12]


def test_the_fourth_day_may_not_be_the_last() -> None:
    assert cleaned("monthly", "3", "4") == Pattern("monthly", 3, 4)
    assert cleaned("workdays", "", "") == Pattern("workdays")
    for words in (("yearly", "1", "1"), ("weekly", "6", "1"), ("monthly", "1", "5"), ("weekly", "", "")):
        with pytest.raises(Invalid):
            cleaned(*words)
    for rule in ("FREQ=YEARLY", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO"):
        with pytest.raises((ValueError, KeyError)):
            pattern_of(rule)
