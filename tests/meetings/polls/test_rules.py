"""Which time is proposed, and what a poll may offer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.errors import Invalid
from hub.meetings.polls.rules import Tally, best, check_deadline, clean_answers, clean_slots

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
COUNTS = st.integers(0, 30)
TALLIES = st.lists(
    st.builds(
        Tally,
        st.integers(0, 500).map(lambda hours: NOON + timedelta(hours=hours)),
        yes=COUNTS,
        maybe=COUNTS,
        no=COUNTS,
        overlaps=COUNTS,
    ),
    max_size=10,
)


@given(TALLIES)
def test_no_time_beats_the_best(tallies: list[Tally]) -> None:
    found = best(tallies)
    answered = [one for one in tallies if one.yes + one.maybe + one.no]
    assert (found is None) == (not answered)
    for other in answered:
        assert found is not None
        assert other.yes <= found.yes
        if other.yes == found.yes:
            assert other.no >= found.no
            if other.no == found.no:
                assert (found.overlaps, found.starts_at) <= (other.overlaps, other.starts_at)


def test_more_units_count_more_than_an_earlier_time() -> None:
    early, late = Tally(NOON, yes=2), Tally(NOON + timedelta(days=3), yes=3, no=5)
    assert best([early, late]) is late
    assert best([early, Tally(NOON - timedelta(days=1), yes=2, overlaps=1)]) is early


@pytest.mark.parametrize("hours", [[1], [1, 1], list(range(1, 12)), [-1, 2]])
def test_too_few_too_many_or_past_times_are_refused(hours: list[int]) -> None:
    with pytest.raises(Invalid):
        clean_slots([NOON + timedelta(hours=one) for one in hours], NOON)


def test_times_come_in_order_and_once() -> None:
    slots = [NOON + timedelta(hours=one) for one in (3, 1, 3)]
    assert clean_slots(slots, NOON) == [slots[1], slots[0]]


@pytest.mark.parametrize("minutes", [0, 60, 61])
def test_answers_must_be_able_to_come_in(minutes: int) -> None:
    slots = [NOON + timedelta(hours=1)]
    with pytest.raises(Invalid):
        check_deadline(NOON + timedelta(minutes=minutes), slots, NOON)
    check_deadline(NOON + timedelta(minutes=59), slots, NOON)


@pytest.mark.parametrize("said", [{}, {"a": "yes"}, {"a": "yes", "b": "never"}, {"a": "yes", "b": "no", "c": "no"}])
def test_every_time_has_an_answer(said: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        clean_answers(said, ["a", "b"])
