"""Landmine 7: a client that never reads is cut off when it falls 4 MB or 10 s behind, and nobody else notices."""

import itertools
import statistics
import time

import psutil
import pytest

from tests.realtime.conftest import StartHub
from tests.realtime.wire import Closed, RawSocket
from tests.realtime.world import World, build
from tests.services.processes import wait_until

BODY = "语" * 3_900
MOST_SECONDS = 30
SILENT_SECONDS = 9
"""A ping each second, five seconds for its answer, and three to notice."""


@pytest.fixture
def talk(either: World):
    """A writer who floods the channel, a reader who keeps up, and one who does not read at all."""
    writer, reader = either.socket(either.person()), either.socket(either.person())
    lazy = either.socket(either.person())
    wait_until(lambda: reader.call("test:inside", {})["people"] == 3)  # those of other tests have left
    lazy.ws.sock.setsockopt(1, 8, 4096)  # SO_RCVBUF: so that the kernel takes little on the client's behalf
    return either, writer, reader, lazy


@pytest.mark.slow
def test_a_client_that_does_not_read_is_cut_off_and_others_stay_quick(talk) -> None:
    world, writer, reader, lazy = talk
    memory = psutil.Process(world.hub.process.pid).memory_info
    before, start = memory().rss, time.monotonic()
    people = reader.call("test:inside", {})["people"]
    delays: list[float] = []
    for turn in itertools.count():
        sent_at = time.monotonic()
        posted = world.post(writer, BODY)
        while reader.event("stream")["id"] != posted["id"]:
            pass
        delays.append(time.monotonic() - sent_at)
        if turn % 20 == 0 and reader.call("test:inside", {})["people"] < people:
            break
        assert time.monotonic() < start + MOST_SECONDS, "the lazy one is still there"
    assert statistics.median(delays) < 0.2
    assert memory().rss - before < 60 * 1024 * 1024
    with pytest.raises(Closed):
        lazy.wait(lambda: False, 5)


def test_whoever_was_cut_off_catches_up_from_the_changes(talk) -> None:
    world, writer, _reader, lazy = talk
    known = world.get(someone := world.person(), f"/channels/{world.room}/changes?after=0&limit=1")["change"]
    posted = [world.post(writer, f"第{turn}条") for turn in range(5)]
    lazy.cut()
    changes = world.get(someone, f"/channels/{world.room}/changes?after={known}")["changes"]
    assert [change["message"]["id"] for change in changes] == [answer["id"] for answer in posted]


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fanout", ["own", "stock"])
def test_a_client_that_answers_no_ping_is_not_kept(start_hub: StartHub, fanout: str) -> None:
    """With pings twenty-five times as often as in life, and no more than a quarter of the time for an answer."""
    world = build(start_hub("quick pings", HUB_FANOUT=fanout))
    silent, awake = world.socket(world.person(), opens=None), world.socket(world.person(), opens=None)
    silent.answers_pings = False
    start = time.monotonic()
    while is_open(silent):
        awake.read_for(0.1)
        assert time.monotonic() < start + SILENT_SECONDS
    assert awake.call("test:echo", {"number": 1})["ok"]


def is_open(raw: RawSocket) -> bool:
    """Whether the server has not hung up yet."""
    try:
        raw.read_for(0.1)
    except Closed:
        return False
    return True
