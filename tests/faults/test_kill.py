"""The server is killed in mid-conversation, again and again; connections are cut; nothing is lost, doubled or out of place."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults.checkers import check_screens, check_stored
from tests.realtime.client import Member
from tests.realtime.conftest import StartHub
from tests.realtime.wire import OPENED
from tests.realtime.world import World, build
from tests.services.processes import PATIENCE_SECONDS

pytestmark = pytest.mark.slow


@contextmanager
def conversation(world: World, size: int = 4) -> Iterator[list[Member]]:
    """Members who follow the channel while the block runs."""
    members = [Member(world, world.person()) for _turn in range(size)]
    for member in members:
        member.start()
    try:
        yield members
    finally:
        for member in members:
            member.is_stopping = True
        for member in members:
            member.join(PATIENCE_SECONDS)


def speak(members: list[Member], turn: int, count: int) -> None:
    """Each member says a few things."""
    for number in range(count):
        for index, member in enumerate(members):
            member.say(f"{turn}.{index}.{number}", f"第{turn}轮第{number}句，{member.someone.name}")


def kill_often(world: World, kills: int) -> None:
    """Kill the server while everybody speaks, at a moment that nobody chose."""
    chance = random.Random(kills)
    with conversation(world) as members:
        for turn in range(kills):
            speak(members, turn, 10)
            time.sleep(chance.uniform(0.0, 0.25))
            world.hub.kill()
            world.hub.restart()
            check_screens(world.room, members)
            check_stored(world.room, members)
        assert sum(len(member.acked) for member in members) == kills * 10 * len(members)


def cut_often(world: World, cuts: int) -> None:
    """Drop TCP connections while everybody speaks."""
    chance = random.Random(cuts)
    with conversation(world) as members:
        for turn in range(cuts):
            speak(members, turn, 2)
            time.sleep(chance.uniform(0.0, 0.2))
            opened = list(OPENED)
            for raw in chance.sample(opened, min(2, len(opened))):
                raw.cut()
        check_screens(world.room, members)
        check_stored(world.room, members)


def test_killed_sixty_times(start_hub: StartHub, database_url: str) -> None:
    """45 times on SQLite, whose file the server itself writes, and 15 on PostgreSQL."""
    kill_often(build(start_hub()), 45 if database_url.startswith("sqlite") else 15)


def test_cut_forty_times(own_world: World) -> None:
    cut_often(own_world, 40)


@pytest.mark.soak
@pytest.mark.parametrize("kills", [600])
def test_killed_for_a_long_time(own_world: World, kills: int) -> None:
    kill_often(own_world, kills)
