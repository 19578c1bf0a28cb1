"""SIGTERM: within five seconds the server is gone, with status 0 and with every message that it acknowledged."""

import signal
import sys
import threading
import time

import pytest

from hub.bootstrap.places import ROOT
from tests.realtime import world as worlds
from tests.realtime.conftest import StartHub
from tests.realtime.wire import Closed, RawSocket
from tests.realtime.world import World, build, stored
from tests.services.hub_server import HubServer
from tests.services.processes import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.slow

MOST_SECONDS = 5
"""Promised (docs/operations.md)."""


def write_until_the_end(raw: RawSocket, world: World, acked: set[str]) -> None:
    """Keep ten posts under way until the connection is gone; note what was acknowledged."""
    under_way: dict[int, str] = {}
    number = 0
    try:
        while True:
            while len(under_way) < 10:
                number += 1
                client_id = f"{id(raw)}.{number}"
                body = {"channel": world.room, "client_id": client_id, "body": f"第{number}条"}
                under_way[raw.send_event("message:post", body)] = client_id
            raw.wait(lambda: bool(raw.acks), PATIENCE_SECONDS)
            while raw.acks:
                sent, answer = raw.acks.popitem()
                if answer["ok"]:
                    acked.add(under_way[sent])
                del under_way[sent]
    except (Closed, OSError):
        raw.cut()


def stop_in_the_middle(world: World) -> None:
    """Ten people write; SIGTERM comes while they do."""
    acked: list[set[str]] = [set() for _turn in range(10)]
    threads = [
        threading.Thread(target=write_until_the_end, args=(world.socket(world.person()), world, mine)) for mine in acked
    ]
    for thread in threads:
        thread.start()
    wait_until(lambda: sum(map(len, acked)) > 50)
    start = time.monotonic()
    world.hub.process.send_signal(signal.SIGTERM)
    status = world.hub.process.wait(PATIENCE_SECONDS)
    took = time.monotonic() - start
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    everything = set().union(*acked)
    assert everything <= {client_id for _seq, client_id, _body in stored(world.room)}
    assert [seq for seq, _client_id, _body in stored(world.room)] == list(range(1, len(stored(world.room)) + 1))
    assert took < MOST_SECONDS
    assert status == 0


def test_every_acknowledged_message_is_kept(start_hub: StartHub) -> None:
    stop_in_the_middle(build(start_hub()))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_stock_fanout_stops_as_well(start_hub: StartHub) -> None:
    stop_in_the_middle(build(start_hub(HUB_FANOUT="stock")))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_client_that_does_not_answer_the_close_does_not_hold_it_up(start_hub: StartHub) -> None:
    world = build(start_hub())
    for _turn in range(30):
        world.socket(world.person())
    start = time.monotonic()
    assert world.hub.stop() == 0
    assert time.monotonic() - start < MOST_SECONDS


@pytest.fixture
def gunicorn(start_hub: StartHub, database_url: str) -> HubServer:
    """The hub under gunicorn, on the database of a hub that has filled it."""
    hub = start_hub()
    world = worlds.build(hub)
    hub.stop()
    hub.command = [
        sys.executable, "-m", "gunicorn", "-k", "gevent", "-w", "1", "-b", f"127.0.0.1:{hub.port}", "--chdir", str(ROOT),
        "tests.realtime.gunicorn_app:app",
    ]  # fmt: skip
    hub.environ = {**(hub.environ or {}), "HUB_POST_LIMIT": "1000000"}
    hub.world = world  # type: ignore[attr-defined]
    hub.restart()
    return hub


def test_gunicorn_serves_sockets_and_stops_the_same_way(gunicorn: HubServer) -> None:
    world: World = gunicorn.world  # type: ignore[attr-defined]
    writer, reader = world.socket(world.person()), world.socket(world.person("区乙局"))
    posted = world.post(writer, "经由 gunicorn")
    assert reader.event("stream")["id"] == posted["id"]
    assert len(world.get(world.person(), "/heads")["heads"]) >= 1
    assert writer.call("test:inside", {})["nodelay"]
    writer.cut()
    reader.cut()
    stop_in_the_middle(world)
