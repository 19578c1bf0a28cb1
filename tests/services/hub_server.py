"""A real hub in a process of its own."""

import http.client
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.bootstrap.places import ROOT
from tests.services.born import ask_nursery
from tests.services.processes import START_SECONDS, Program, Running, free_port

SECRET_KEY = "only-for-tests-" * 4


class HubServer(Program):
    """What `python3 -m hub serve` runs, on a port and in a data folder of its own, which it keeps over all its starts."""

    def __init__(self, folder: Path, database_url: str, settings: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
        own = {
            "HUB_PORT": str(self.port),
            "HUB_DATA_DIR": str(folder),
            "HUB_DATABASE_URL": database_url,
            "HUB_SECRET_KEY": SECRET_KEY,
            "PYTHONPATH": str(ROOT),
        }
        super().__init__([sys.executable, "-m", "hub.cli", "serve"], folder / "server.log", clean | own | settings)

    def launch(self) -> Running:
        """From the nursery, where all is imported; what is no module of ours starts from nothing."""
        _python, _m, module, *arguments = self.command
        if not module.startswith(("hub.", "tests.")):
            return super().launch()
        return ask_nursery(module, arguments, self.environ or {}, self.log)

    def restart(self) -> None:
        """Start again after `kill` or `stop`; from running, stop first."""
        if self.is_running:
            self.stop()
        self.start(self.is_healthy)

    def is_healthy(self) -> bool:
        """Whether GET /healthz answers 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


StartServer = Callable[..., HubServer]


@pytest.fixture
def start_server(database_url: str, tmp_path: Path) -> Iterator[StartServer]:
    """Starts hubs on this test's database: `start_server(HUB_REDIS_URL=…)`, each with further settings of its own.

    At the end of the test each is stopped; one that printed a traceback fails the test. What they wrote is shown
    with a failure.
    """
    servers: list[HubServer] = []

    def start(**settings: str) -> HubServer:
        folder = tmp_path / f"hub-{len(servers) + 1}"
        folder.mkdir()
        servers.append(HubServer(folder, database_url, settings))
        servers[-1].restart()
        return servers[-1]

    yield start
    for server in servers:
        if server.is_running:
            server.stop()
        print(f"--- {server.url}\n{server.output}")  # noqa: T201 (pytest shows it with a failure)
    assert not [server.url for server in servers if "Traceback (most recent call last)" in server.output]


@pytest.fixture
def server(start_server: StartServer) -> HubServer:
    """A running hub on this test's database."""
    return start_server()
