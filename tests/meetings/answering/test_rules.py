"""What may be answered, and who is reminded when: pure."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hub.calendar.rules import Days, WorkingTime, published_days
from hub.core.errors import Conflict, Invalid, RateLimited, TooLarge
from hub.meetings.answering.rules import (
    MOST_REMINDERS,
    REMIND_APART,
    Reply,
    Silent,
    clean_reply,
    reminds_at,
    to_remind,
    to_remind_by_itself,
)

from ..story import at

NOW = at(11, 24, 9)
WORKING = WorkingTime(published_days())


def test_each_answer_keeps_what_belongs_to_it_alone() -> None:
    full = {"reason": " 外出\n培训 ", "delegate_name": " 王 芳 ", "delegate_post": "科长"}
    assert clean_reply(Reply("attending", **full)) == Reply("attending")
    assert clean_reply(Reply("excused", **full)) == Reply("excused", reason="外出 培训")
    assert clean_reply(Reply("delegated", **full)) == Reply("delegated", delegate_name="王 芳", delegate_post="科长")


@pytest.mark.parametrize(
    ("reply", "field"),
    [
        (Reply("waiting"), "answer"),
        (Reply("maybe"), "answer"),
        (Reply("excused", reason=" \n "), "reason"),
        (Reply("delegated", delegate_post="科长"), "delegate_name"),
        (Reply("delegated", delegate_name="王芳"), "delegate_post"),
    ],
)
def test_what_is_missing_is_said_of_its_field(reply: Reply, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_reply(reply)
    assert refused.value.field == field


def test_words_have_bounds() -> None:
    with pytest.raises(TooLarge):
        clean_reply(Reply("excused", reason="事" * 201))


def test_units_are_reminded_three_times_at_most_half_an_hour_apart() -> None:
    recent, often = NOW - timedelta(minutes=20), NOW - timedelta(hours=3)
    units = [Silent(1, often), Silent(2, often, 1, recent), Silent(3, often, 3, often), Silent(4, often, 2, often)]
    assert to_remind(units, NOW) == (1, 4)
    with pytest.raises(RateLimited) as wait:
        to_remind(units[1:3], NOW)
    assert wait.value.retry_in_seconds == 601
    with pytest.raises(Conflict):
        to_remind(units[2:3], NOW)
    with pytest.raises(Conflict):
        to_remind([], NOW)


def test_the_hub_reminds_a_working_day_before() -> None:
    assert reminds_at(WORKING, at(11, 24, 14)) == at(11, 23, 14)
    assert reminds_at(WORKING, at(11, 23, 10)) == at(11, 20, 10)
    assert reminds_at(WORKING, at(10, 8, 10)) == at(9, 30, 10)  # over National Day


INSTANTS = some.integers(-72 * 60, 0).map(lambda minutes: NOW + timedelta(minutes=minutes))
UNITS = some.builds(Silent, some.integers(1, 9), INSTANTS, some.integers(0, 3), some.none() | INSTANTS)


@settings(max_examples=150)
@given(some.lists(UNITS, max_size=6, unique_by=lambda one: one.unit_id), INSTANTS)
def test_whoever_asks_again_reminds_nobody_twice(units: list[Silent], due_at: datetime) -> None:
    starts_at = due_at + timedelta(days=5)
    first = to_remind_by_itself(units, due_at, starts_at, NOW)
    after = [
        Silent(one.unit_id, one.asked_at, one.reminders + 1, NOW) if one.unit_id in first else one for one in units
    ]
    assert to_remind_by_itself(after, due_at, starts_at, NOW) == ()
    assert set(to_remind_by_itself(after, due_at, starts_at, NOW + timedelta(hours=2))).isdisjoint(first)
    for one in units:
        if one.unit_id in first:
            assert one.asked_at < due_at
            assert one.reminders < MOST_REMINDERS
            assert one.reminded_at is None or NOW - one.reminded_at >= REMIND_APART


def test_nobody_is_reminded_early_late_or_just_after_being_asked() -> None:
    due_at, starts_at = NOW, NOW + timedelta(days=1)
    asked = [Silent(1, NOW - timedelta(days=3)), Silent(2, NOW + timedelta(minutes=5))]
    assert to_remind_by_itself(asked, due_at, starts_at, due_at - timedelta(seconds=1)) == ()
    assert to_remind_by_itself(asked, due_at, starts_at, due_at) == (1,)
    assert to_remind_by_itself(asked, due_at, starts_at, starts_at) == ()


def test_a_calendar_without_its_year_still_says_when() -> None:
    assert reminds_at(WorkingTime(Days()), at(11, 24, 14)) == at(11, 23, 14)
