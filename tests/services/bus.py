"""A Redis server of the test's own: the real one, else fakeredis speaking its protocol."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from fakeredis import TcpFakeServer

from tests.services.processes import Program, free_port, is_listening, is_required, missing, wait_until


class Bus(Protocol):
    """A running Redis that can go down and come back, empty, on the same port."""

    url: str

    def kill(self) -> None: ...

    def start(self) -> None: ...


@pytest.fixture
def redis_bus(tmp_path: Path) -> Iterator[Bus]:
    """A fresh Redis; `.url` goes into HUB_REDIS_URL."""
    binary = shutil.which("redis-server")
    bus = RealBus(binary, tmp_path) if binary else _stand_in()
    bus.start()
    yield bus
    bus.kill()


class RealBus:
    """redis-server that keeps nothing on disk."""

    def __init__(self, binary: str, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.program = Program([binary, *options, "--dir", folder], folder / "redis.log")

    def start(self) -> None:
        self.program.start(ready=lambda: is_listening(self.port))

    def kill(self) -> None:
        self.program.kill()


class StandIn:
    """fakeredis behind a TCP port, in a thread of this process."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.server = TcpFakeServer(("127.0.0.1", self.port), server_type="redis")
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        wait_until(lambda: is_listening(self.port))

    def kill(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _stand_in() -> Bus:
    if is_required("redis"):
        missing("redis", "no redis-server")
    return StandIn()
