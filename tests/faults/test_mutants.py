"""A checker that cannot fail proves nothing: each planted fault is noticed by the checker that is there for it."""

from collections.abc import Callable

import pytest

from tests.faults.test_kill import cut_often, kill_often
from tests.realtime.conftest import StartHub
from tests.realtime.test_probe_04_sign_out import (
    test_a_removed_member_hears_nothing_more_but_stays_connected as removed,
)
from tests.realtime.test_probe_04_sign_out import test_whoever_is_signed_out_is_put_out_within_two_seconds as signed_out
from tests.realtime.world import World, build, end_session

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]

MOST_TURNS = 60
"""How often it may take until a plug is pulled at the moment that shows the fault; mostly it is once or twice."""


def outsider_is_kept_out(world: World) -> None:
    """Somebody who is no member gets neither the channel nor what is said in it."""
    raw, writer = world.socket(world.person("区丙局"), opens=None), world.socket(world.person())
    answer = raw.call("channel:open", {"channel": world.room})
    assert not answer["ok"]
    assert world.post(writer, "只给本频道")["ok"]
    raw.read_for(0.5)
    assert [name for name, _data in raw.events] == []


def cut_until_noticed(world: World) -> None:
    """Conversations with cuts, until one shows the fault."""
    for _turn in range(MOST_TURNS // 10):
        cut_often(world, 25)


CAUGHT_BY: dict[str, tuple[Callable[[World], None], str]] = {
    "acknowledge before commit": (lambda world: kill_often(world, MOST_TURNS), "acknowledged, but not stored"),
    "notify before commit": (lambda world: kill_often(world, MOST_TURNS), "screens differ"),
    "no unique key": (cut_until_noticed, "there twice"),
    "anybody may open": (outsider_is_kept_out, "assert not True"),
    "rights are frozen": (removed, "'target': 'messages'"),
}
"""By fault: what notices it, and the words in which it does."""


@pytest.mark.parametrize("fault", CAUGHT_BY)
def test_a_planted_fault_is_noticed(start_hub: StartHub, fault: str) -> None:
    world = build(start_hub(fault))
    notice, words = CAUGHT_BY[fault]
    with pytest.raises((AssertionError, TimeoutError), match=words):
        notice(world)


def test_without_a_fault_the_quick_checkers_are_content(start_hub: StartHub) -> None:
    world = build(start_hub())
    outsider_is_kept_out(world)
    removed(world)
    signed_out(world, end_session)
