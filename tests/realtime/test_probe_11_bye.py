"""Landmine 11: the server never sends a DISCONNECT, after which a browser would not come back; it says `bye` and closes."""

import signal

import pytest

from tests.realtime.conftest import StartHub
from tests.realtime.world import World, build, elsewhere, end_session
from tests.services.processes import PATIENCE_SECONDS

NORMAL, GOING_AWAY = 1000, 1001


def test_signed_out_means_bye_and_then_the_end(either: World) -> None:
    someone = either.person()
    raw = either.socket(someone)
    elsewhere(end_session, someone)
    assert raw.event("bye", 2.0) == {"reason": "signed_out", "retry_in_ms": 0}
    assert raw.closing_code() in (GOING_AWAY, NORMAL)
    assert [packet for packet in raw.packets if packet[:1] == "1" or packet[:2] == "41"] == []


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fanout", ["own", "stock"])
def test_a_server_that_goes_down_says_when_to_come_back(start_hub: StartHub, fanout: str) -> None:
    world = build(start_hub(HUB_FANOUT=fanout))
    sockets = [world.socket(world.person()) for _turn in range(20)]
    world.hub.process.send_signal(signal.SIGTERM)
    for raw in sockets:
        bye = raw.event("bye")
        assert bye["reason"] == "restart"
        assert 0 < bye["retry_in_ms"] < 10_000
        assert raw.closing_code() in (GOING_AWAY, NORMAL)
        assert [packet for packet in raw.packets if packet[:2] == "41"] == []
    assert world.hub.process.wait(PATIENCE_SECONDS) == 0
