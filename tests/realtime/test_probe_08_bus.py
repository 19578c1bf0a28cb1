"""Landmine 8: Redis loses silently. What it loses comes from the change log, in order, once."""

from unittest.mock import Mock

import pytest
import redis

from hub.realtime.bus import TOPIC, Bus
from tests.realtime import world as worlds
from tests.realtime.conftest import StartHub
from tests.realtime.wire import RawSocket
from tests.realtime.world import World, ask, elsewhere, end_session
from tests.services.bus import Bus as RunningBus
from tests.services.processes import PATIENCE_SECONDS, wait_until

LATE_SECONDS = 3.5
SOON_SECONDS = 1.0

pytestmark = pytest.mark.slow


def say_and_hear(world: World, writer: RawSocket, reader: RawSocket, seconds: float, count: int = 30) -> None:
    """What is said in one process is heard in the other: all of it, in order, once."""
    posted = [world.post(writer, f"第{turn}条") for turn in range(count)]
    expected = [(answer["change"], answer["id"]) for answer in posted]
    heard: list[tuple[int, str]] = []
    while len(heard) < count:
        stream = reader.event("stream", seconds)
        if stream["change"] >= expected[0][0]:  # before that are its own
            heard.append((stream["change"], stream["id"]))
    assert heard == expected


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_bus_is_enough_and_is_found_again(start_hub: StartHub, redis_bus: RunningBus) -> None:
    """Neither process looks at the heads by itself: what it hears of the other came by the bus."""
    first = worlds.build(start_hub("never looks", HUB_REDIS_URL=redis_bus.url))
    second = World(start_hub("never looks", HUB_REDIS_URL=redis_bus.url), first.scene)
    someone = first.person()
    writer, reader = first.socket(someone), second.socket(second.person("区乙局"))
    wait_for_bus(redis_bus, first, writer)
    say_and_hear(first, writer, reader, SOON_SECONDS)
    assert writer.call("channel:typing", {"channel": first.room})["ok"]
    assert reader.event("typing") == {"channel": first.room, "name": someone.name, "unit": "区甲局"}
    redis_bus.kill()
    redis_bus.start()
    wait_for_bus(redis_bus, first, writer)
    say_and_hear(first, writer, reader, SOON_SECONDS)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_bus_that_goes_makes_nobody_deaf(start_hub: StartHub, redis_bus: RunningBus) -> None:
    first = worlds.build(start_hub(HUB_REDIS_URL=redis_bus.url))
    second = World(start_hub(HUB_REDIS_URL=redis_bus.url), first.scene)
    other = second.person("区乙局")
    writer, reader = first.socket(first.person()), second.socket(other)
    wait_for_bus(redis_bus, first, writer)
    redis_bus.kill()
    say_and_hear(first, writer, reader, LATE_SECONDS)
    say_and_hear(first, reader, writer, LATE_SECONDS)
    elsewhere(end_session, other)
    assert reader.event("bye", 2.0)["reason"] == "signed_out"
    redis_bus.start()
    reader = second.socket(second.person("区乙局"))
    say_and_hear(first, writer, reader, LATE_SECONDS)


def wait_for_bus(bus: RunningBus, world: World, writer: RawSocket) -> None:
    """Until two processes listen, and the writer's speaks."""
    with redis.Redis.from_url(bus.url) as client, client.pubsub() as subscription:
        subscription.subscribe(TOPIC)
        wait_until(lambda: dict(client.pubsub_numsub(TOPIC))[TOPIC.encode()] == 3, PATIENCE_SECONDS)
        world.post(writer, "在吗")
        wait_until(lambda: (subscription.get_message() or {}).get("type") == "message", PATIENCE_SECONDS)


def test_a_process_without_sockets_tells_the_others_too(start_hub: StartHub, redis_bus: RunningBus) -> None:
    world = worlds.build(start_hub(HUB_REDIS_URL=redis_bus.url))
    program = world.person()
    with redis.Redis.from_url(redis_bus.url) as client, client.pubsub() as subscription:
        subscription.subscribe(TOPIC)
        wait_until(lambda: subscription.get_message() is not None)  # which says that it listens
        for turn in range(2):
            words = {"client_id": f"quiet-{turn}", "body": "从程序来"}
            ask(world.port, "POST", f"/channels/{world.room}/messages", program.token, words)
        wait_until(lambda: subscription.get_message() is not None)


JUNK = (
    b"",
    b"no json",
    b"[" * 100_000,
    b"[]",
    b"1",
    b"{}",
    b'{"from": 1, "moved": [[1]], "typing": []}',
    b"\xff",
    None,
)


@pytest.mark.parametrize("said", JUNK)
def test_nothing_that_is_said_on_the_bus_ends_the_listening(said: bytes | None) -> None:
    hearer = Mock()
    Bus("redis://nowhere", hearer, Mock())._hear(said)
    hearer.wake.assert_called_once()


def test_two_processes_need_no_bus(start_hub: StartHub) -> None:
    first = worlds.build(start_hub())
    second = World(start_hub(), first.scene)
    other = second.person("区乙局")
    writer, reader = first.socket(first.person()), second.socket(other)
    say_and_hear(first, writer, reader, LATE_SECONDS, count=150)
    say_and_hear(first, writer, reader, LATE_SECONDS, count=1)
    elsewhere(end_session, other)
    assert reader.event("bye", 2.0)["reason"] == "signed_out"
