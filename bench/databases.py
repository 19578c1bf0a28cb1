"""Databases to measure on: SQLite always, PostgreSQL (with its own durable settings) where the tests could have one too."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from tests.services.postgres import connect, find_binaries, run_server

DURABLE = ("-c", "max_connections=200", "-c", "shared_buffers=256MB")


def databases(folder: Path, stack: ExitStack) -> dict[str, Callable[[], str]]:
    """By name, makers of fresh, empty databases: each call returns the address of a new one."""
    found: dict[str, Callable[[], str]] = {"sqlite": lambda: f"sqlite:///{folder / secrets.token_hex(4)}.db"}
    binaries = find_binaries()
    if binaries is None:
        print("postgresql: not measured, there is none")
        return found
    server = stack.enter_context(_postgres(binaries))
    found["postgresql"] = lambda: _create(server)
    return found


@contextmanager
def _postgres(binaries: Path) -> Iterator[URL]:
    with tempfile.TemporaryDirectory(prefix="hub-pg-") as folder:
        yield from run_server(binaries, Path(folder), DURABLE)


def _create(server: URL) -> str:
    name = f"bench_{secrets.token_hex(4)}"
    with connect(server) as connection:
        connection.execute(f'create database "{name}"')
    return server.set(database=name).render_as_string(hide_password=False)
