"""What an answer keeps, and when the hub reminds by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.errors import Invalid
from hub.meetings.answering.rules import AFTER_NOTICE, BEFORE_START, AnswerDraft, clean, may_remind, reminder_at

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOURS = st.integers(-200, 200).map(lambda hours: NOON + timedelta(hours=hours))


def test_an_answer_keeps_only_what_belongs_to_it() -> None:
    full = {"reason": "出差", "delegate_name": "李明", "delegate_post": "科长"}
    assert clean(AnswerDraft("attending", **full)) == AnswerDraft("attending")
    assert clean(AnswerDraft("excused", **full)) == AnswerDraft("excused", reason="出差")
    assert clean(AnswerDraft("delegated", **full)) == AnswerDraft(
        "delegated", delegate_name="李明", delegate_post="科长"
    )


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (AnswerDraft(""), "answer"),
        (AnswerDraft("waiting"), "answer"),
        (AnswerDraft("excused", " "), "reason"),
        (AnswerDraft("delegated", delegate_post="科长"), "delegate_name"),
        (AnswerDraft("delegated", delegate_name="李明"), "delegate_post"),
    ],
)
def test_what_is_missing_is_said_by_its_field(draft: AnswerDraft, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean(draft)
    assert refused.value.field == field


@given(HOURS, HOURS, HOURS)
def test_the_hubs_reminder_leaves_time_on_both_sides(starts: datetime, announced: datetime, before: datetime) -> None:
    at = reminder_at(starts, announced, before)
    if at is None:
        assert max(before, announced + AFTER_NOTICE) > starts - BEFORE_START
    else:
        assert announced + AFTER_NOTICE <= at <= starts - BEFORE_START
        assert at >= before


@given(st.integers(0, 5), st.integers(0, 120))
def test_three_reminders_half_an_hour_apart(reminders: int, minutes: int) -> None:
    may = may_remind(reminders, NOON, NOON + timedelta(minutes=minutes))
    assert may == (reminders < 3 and minutes >= 30)
    assert may_remind(reminders, None, NOON) == (reminders < 3)
