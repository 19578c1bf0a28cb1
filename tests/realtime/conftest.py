"""Hubs with a committee in their databases: two that stand for the whole run, and others for those who break theirs."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.core import db
from tests.realtime import world as worlds
from tests.realtime.wire import OPENED
from tests.realtime.world import World
from tests.services.hub_server import HubServer

TRACEBACK = "Traceback (most recent call last)"

StartHub = Callable[..., HubServer]
Standing = tuple[str, World]


def new_hub(folder: Path, database_url: str, *arguments: str, **settings: str) -> HubServer:
    """A hub with the doors and faults that only tests have (tests/realtime/process.py), not started."""
    folder.mkdir(exist_ok=True)
    hub = HubServer(folder, database_url, settings)
    hub.command = [sys.executable, "-m", "tests.realtime.process", *arguments]
    return hub


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """Close every raw socket at the end of its test."""
    yield
    while OPENED:
        OPENED.pop().cut()


@pytest.fixture(scope="session")
def standing_own(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    """A hub with its own fan-out that runs as long as the tests do: the address of its database, and its world."""
    yield from _stand("own", migrated_sqlite, tmp_path_factory)


@pytest.fixture(scope="session")
def standing_stock(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    """The same with Flask-SocketIO's fan-out."""
    yield from _stand("stock", migrated_sqlite, tmp_path_factory)


def _stand(kind: str, migrated: Path, folders: pytest.TempPathFactory) -> Iterator[Standing]:
    folder = folders.mktemp(f"standing-{kind}")
    shutil.copy(migrated, folder / "hub.db")
    url = f"sqlite:///{folder / 'hub.db'}"
    db.open_database(url)
    world = worlds.build(new_hub(folder, url, HUB_FANOUT=kind))
    db.close_database()
    world.hub.restart()
    yield url, world
    world.hub.stop()
    assert TRACEBACK not in world.hub.output


@pytest.fixture
def world(standing_own: Standing) -> Iterator[World]:
    """The standing hub with the hub's own fan-out."""
    yield from _opened(*standing_own)


@pytest.fixture(params=["own", pytest.param("stock", marks=pytest.mark.slow)])
def either(request: pytest.FixtureRequest) -> Iterator[World]:
    """Each of the standing hubs in turn: what holds for the one must hold for the other."""
    yield from _opened(*request.getfixturevalue(f"standing_{request.param}"))


def _opened(url: str, world: World) -> Iterator[World]:
    before = len(world.hub.output)
    db.open_database(url)
    yield world
    db.close_database()
    print(world.hub.output[before:])  # noqa: T201 (pytest shows it with a failure)
    assert TRACEBACK not in world.hub.output[before:]


@pytest.fixture
def start_hub(database_url: str, tmp_path: Path) -> Iterator[StartHub]:
    """Starts hubs on a database of the test's own: `start_hub("a fault", HUB_FANOUT="stock")`."""
    hubs: list[HubServer] = []
    db.open_database(database_url)

    def start(*arguments: str, **settings: str) -> HubServer:
        hubs.append(new_hub(tmp_path / f"hub-{len(hubs) + 1}", database_url, *arguments, **settings))
        hubs[-1].restart()
        return hubs[-1]

    yield start
    db.close_database()
    for hub in hubs:
        if hub.is_running:
            hub.stop()
        print(f"--- {hub.url}\n{hub.output}")  # noqa: T201 (pytest shows it with a failure)
    assert not [hub.url for hub in hubs if TRACEBACK in hub.output]


@pytest.fixture
def own_world(start_hub: StartHub) -> World:
    """A hub that a test may kill, on SQLite and on PostgreSQL."""
    return worlds.build(start_hub())
