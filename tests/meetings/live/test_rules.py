"""What counts while a consultation is held, as laws."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.calendar import Days
from hub.core.errors import Invalid, TooLarge
from hub.meetings.live import rules
from hub.meetings.live.rules import DecisionAct

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 365 * 86_400).map(lambda second: NEW_YEAR + timedelta(seconds=second))
few = settings(max_examples=150)


@few
@given(st.integers(0, 10_000), instants, st.integers(0, 100_000))
def test_an_items_time_is_what_it_had_and_what_runs(had: int, started: datetime, runs: int) -> None:
    assert rules.elapsed(had, started, started + timedelta(seconds=runs)) == had + runs
    assert rules.elapsed(had, None, started) == had
    assert rules.elapsed(had, started, started - timedelta(seconds=runs)) == had  # a clock that was put back


@few
@given(instants, instants, instants)
def test_late_is_after_both_the_told_time_and_the_first_item(at: datetime, starts: datetime, began: datetime) -> None:
    assert rules.is_late(at, starts, began) == (at > starts and at > began)
    assert not rules.is_late(at, starts, None)


@few
@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.frozensets(st.dates(date(2026, 1, 1), date(2027, 3, 1))))
def test_the_default_due_date_is_the_first_working_day_from_the_twentieth_on(today: date, off: frozenset[date]) -> None:
    days = Days(holidays=off, years=frozenset({2026, 2027}))
    due = rules.default_due(today, days.is_working)
    assert days.is_working(due)
    between = (due - today).days - rules.DUE_DAYS
    assert between >= 0
    assert not any(days.is_working(due - timedelta(days=back)) for back in range(1, between + 1))


def test_a_decision_is_fixed_only_after_it_was_read_back() -> None:
    ways = {(state, rules.LEADS_TO[act]) for act, states in rules.DECISION_FROM.items() for state in states}
    assert {state for state, to in ways if to == "fixed"} == {"read_back"}
    assert {state for state, to in ways if to == "read_back"} == {"draft"}
    assert rules.LEADS_TO[DecisionAct.EDIT] == "draft"
    for act in DecisionAct:
        for state in ("draft", "read_back", "fixed", "dropped"):
            assert bool(rules.why_not_decision(act, state)) == (state not in rules.DECISION_FROM[act])


def test_a_decision_needs_a_lead_and_a_due_date() -> None:
    assert "牵头" in rules.lacking(None, date(2026, 12, 1))
    assert "时限" in rules.lacking("unit", None)
    assert rules.lacking("unit", date(2026, 12, 1)) == ""


def test_words_are_cleaned_and_bounded() -> None:
    assert rules.clean_text(" 一\r\n二\x00 \n", "text", limit=9) == "一\n二"
    with pytest.raises(Invalid):
        rules.clean_text(" \n", "text", limit=9)
    with pytest.raises(TooLarge):
        rules.clean_text("长" * 10, "text", limit=9)
    with pytest.raises(Invalid):
        rules.clean_due(date(2026, 1, 1), date(2026, 1, 2))
    with pytest.raises(Invalid):
        rules.clean_due(date(2029, 1, 1), date(2026, 1, 2))
    assert rules.clean_due(date(2026, 1, 2), date(2026, 1, 2)) == date(2026, 1, 2)
