"""Clock times from time boxes, and orders that change: for any boxes and any order."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core import clock
from hub.core.errors import Conflict, Invalid
from hub.meetings.agenda.rules import LONGEST_MINUTES, clean_minutes, clock_times, minutes_over, moved, reordered

BEGINS = datetime(2026, 11, 24, 14, 0, tzinfo=clock.SHANGHAI)
BOXES = st.lists(st.integers(1, LONGEST_MINUTES), max_size=12)
ORDERS = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1)


def test_as_an_agenda_says_it() -> None:
    times = [(f"{begin:%H:%M}", f"{end:%H:%M}") for begin, end in clock_times(BEGINS, [10, 25, 15])]
    assert times == [("14:00", "14:10"), ("14:10", "14:35"), ("14:35", "14:50")]
    assert minutes_over(BEGINS, BEGINS + timedelta(hours=1), [10, 25, 15]) == -10
    assert minutes_over(BEGINS, BEGINS + timedelta(minutes=45), [10, 25, 15]) == 5


@given(BOXES, st.integers(10, 720))
def test_items_follow_each_other_and_what_is_over_is_what_comes_after_the_end(boxes: list[int], planned: int) -> None:
    times = clock_times(BEGINS, boxes)
    assert [round((end - begin).total_seconds() / 60) for begin, end in times] == boxes
    assert [begin for begin, _end in times] == [BEGINS, *(end for _begin, end in times)][: len(times)]
    last = times[-1][1] if times else BEGINS
    ends = BEGINS + timedelta(minutes=planned)
    assert minutes_over(BEGINS, ends, boxes) == round((last - ends).total_seconds() / 60)


@given(ORDERS, st.data(), st.integers(-20, 20))
def test_one_moves_and_the_others_keep_their_order(order: list[str], data: st.DataObject, by: int) -> None:
    item = data.draw(st.sampled_from(order))
    now = moved(order, item, by)
    assert sorted(now) == sorted(order)
    assert [one for one in now if one != item] == [one for one in order if one != item]
    assert now.index(item) == min(max(order.index(item) + by, 0), len(order) - 1)
    there = now.index(item) - order.index(item)
    assert moved(now, item, -there) == order


@given(ORDERS, st.data())
def test_an_order_is_of_exactly_the_items_that_are_there(order: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.permutations(order))
    assert reordered(order, wanted) == wanted
    for wrong in (wanted[1:], [*wanted, "x"], [*wanted, wanted[0]]):
        with pytest.raises(Conflict):
            reordered(order, wrong)


@pytest.mark.parametrize("minutes", [None, 0, -5, LONGEST_MINUTES + 1])
def test_a_box_is_a_minute_at_least_and_eight_hours_at_most(minutes: int | None) -> None:
    assert clean_minutes(1) == 1
    assert clean_minutes(LONGEST_MINUTES) == LONGEST_MINUTES
    with pytest.raises(Invalid) as refused:
        clean_minutes(minutes)
    assert refused.value.field == "minutes"
