"""Landmine 6: one client's events are handled in order, one at a time; at most 64 of its posts wait for their commit."""

import pytest

from tests.realtime.world import World
from tests.services.processes import wait_until


def test_events_are_answered_in_the_order_in_which_they_came(either: World) -> None:
    raw = either.socket(either.person(), opens=None)
    numbers = [raw.send_event("test:slow", {"seconds": 0.02 if turn % 3 else 0.0}) for turn in range(30)]
    answers = [raw.answer(number, 20) for number in numbers]
    assert max(answer["most"] for answer in answers) == 1


def test_posts_keep_their_order(either: World) -> None:
    raw = either.socket(either.person())
    numbers = [
        raw.send_event(
            "message:post", {"channel": either.room, "client_id": f"{id(raw)}-{turn}", "body": f"第{turn}条"}
        )
        for turn in range(300)
    ]
    answers = [raw.answer(number, 20) for number in numbers]
    assert all(answer["ok"] for answer in answers)
    seqs = [answer["seq"] for answer in answers]
    assert seqs == list(range(seqs[0], seqs[0] + 300))


def test_no_more_than_64_posts_are_in_work(either: World) -> None:
    raw = either.socket(either.person(), opens=None)
    numbers = [raw.send_event("test:post", {"seconds": 0.05}) for _turn in range(300)]
    most = max(raw.answer(number, 20)["most"] for number in numbers)
    assert 1 < most <= 64


def test_a_slow_event_holds_up_nobody_else(either: World) -> None:
    slow, other = either.socket(either.person(), opens=None), either.socket(either.person(), opens=None)
    number = slow.send_event("test:hold", {})
    assert other.call("test:release", {})["ok"]
    assert slow.answer(number)["ok"]


@pytest.mark.parametrize("kind", ["test:slow", "test:post"])
def test_a_client_that_leaves_in_the_middle_leaves_nothing_behind(either: World, kind: str) -> None:
    raw, other = either.socket(either.person(), opens=None), either.socket(either.person(), opens=None)
    people = other.call("test:inside", {})["people"]
    for _turn in range(5):
        raw.send_event(kind, {"seconds": 0.2})
    raw.cut()

    def nothing_is_left() -> bool:
        inside = other.call("test:inside", {})
        return bool(inside["people"] < people and inside["people"] <= inside["sockets"])

    wait_until(nothing_is_left)
