"""Servers under measurement: the bare stack, and the hub on a database prepared with people who are signed in."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
from sqlalchemy.orm import Session

from hub.accounts.keys import hash_secret
from hub.accounts.models import Person, PersonRole, SignedInSession, Unit
from hub.channels.membership import sync_all
from hub.channels.models import Channel
from hub.core import clock, db, schema

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Target:
    """A running server, and what a client needs to talk in its channel."""

    name: str
    port: int
    process: psutil.Process
    channel: str
    cookies: list[str]

    @property
    def rss_kb(self) -> int:
        """Resident memory of the server in KB."""
        return int(self.process.memory_info().rss) // 1024


@contextmanager
def bare(clients: int) -> Iterator[Target]:
    """Flask-SocketIO as it comes."""
    port = _free_port()
    with _running([sys.executable, "-m", "bench.bare", str(port)], {}, port) as process:
        yield Target("bare", port, process, "channel", [])


@contextmanager
def hub(
    name: str, database_url: str, folder: Path, clients: int, fill: Callable[[], None] = lambda: None
) -> Iterator[Target]:
    """The hub on a fresh database with `clients` people in one channel, each signed in, and what `fill` puts there."""
    schema.upgrade(database_url)
    db.open_database(database_url)
    channel, cookies = _people(clients)
    fill()
    db.close_database()
    with serving(name, database_url, folder, channel, cookies) as target:
        yield target


@contextmanager
def serving(name: str, database_url: str, folder: Path, channel: str, cookies: list[str]) -> Iterator[Target]:
    """The hub on a database that is filled; `cookies` are those of the clients."""
    port = _free_port()
    settings = {
        "HUB_PORT": str(port),
        "HUB_DATA_DIR": str(folder),
        "HUB_DATABASE_URL": database_url,
        "HUB_POST_LIMIT": "10000000",
    }
    with _running([sys.executable, "-m", "hub.cli", "serve"], settings, port) as process:
        yield Target(name, port, process, channel, cookies)


def _people(count: int) -> tuple[str, list[str]]:
    with db.transaction() as session:
        channel, _people, cookies = people_in(session, count)
        return channel.public_id, cookies


def people_in(session: Session, count: int) -> tuple[Channel, list[Person], list[str]]:
    """One unit with `count` liaisons in 全体, and a cookie for each."""
    cookies = [secrets.token_urlsafe(16) for _ in range(count)]
    unit = Unit(name="测试单位", short_name="测试单位", tile="测试", kind="member")
    channel = Channel(kind="everyone", title="全体")
    session.add_all([unit, channel])
    session.flush()
    people = [Person(login=f"p{number}", name=f"人员{number}", unit_id=unit.id) for number in range(count)]
    session.add_all(people)
    session.flush()
    session.add_all([PersonRole(person_id=person.id, role="liaison") for person in people])
    session.add_all(
        SignedInSession(
            secret_hash=hash_secret(cookie),
            person_id=person.id,
            idle_seconds=36000,
            expires_at=clock.now() + timedelta(hours=12),
        )
        for cookie, person in zip(cookies, people, strict=True)
    )
    session.flush()
    sync_all(session)
    return channel, people, cookies


@contextmanager
def _running(command: list[str], settings: dict[str, str], port: int) -> Iterator[psutil.Process]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")} | settings
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_until_it_answers(port, process)
            yield psutil.Process(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_it_answers(port: int, process: "subprocess.Popen[bytes]") -> None:
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        if process.poll() is not None:
            raise SystemExit(f"the server ended with {process.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not answer within a minute")


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
