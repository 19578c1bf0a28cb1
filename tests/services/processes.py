"""Programs that a test starts: waited for with a deadline, their output kept, ended for certain."""

import atexit
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any, NoReturn, Protocol

import pytest

PATIENCE_SECONDS = 60.0
"""How long to wait for what must come, on a machine that has much else to do; it says nothing of how fast it should."""
START_SECONDS = 120.0
STOP_SECONDS = 15.0


class Running(Protocol):
    """As much of `subprocess.Popen` as tests use."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def kill(self) -> None: ...

    def send_signal(self, sig: int, /) -> None: ...


class Program:
    """A program started by a test.

    Args:
        command: the program and its arguments.
        log: the file that takes its output; appended to.
        environ: its environment; this process's own when None.
        user: the account to run it under; ours when None.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        environ: Mapping[str, str] | None = None,
        user: pwd.struct_passwd | None = None,
    ) -> None:
        self.command = [str(part) for part in command]
        self.log = log
        self.environ = environ
        self.user = user
        self._process: Running | None = None

    @property
    def process(self) -> Running:
        """The latest start's process."""
        assert self._process, "not started"
        return self._process

    @property
    def output(self) -> str:
        """Everything it wrote so far, over all its starts."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self, ready: Callable[[], bool]) -> None:
        """Start it and wait until it is ready; fails the test with its output when it ends or takes too long."""
        self._process = self.launch()
        _tell_reaper("+", self._process.pid)
        try:
            wait_until(lambda: not self.is_running or ready(), START_SECONDS)
        except TimeoutError:
            self.kill()
            pytest.fail(f"not ready after {START_SECONDS:.0f} s: {self.command}\n{self.output}")
        if not self.is_running:
            _tell_reaper("-", self._process.pid)
            pytest.fail(f"ended with status {self._process.returncode}: {self.command}\n{self.output}")

    def launch(self) -> Running:
        """Bring its process into being, whose output goes to the log."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environ,
                **as_user(self.user),
            )

    def kill(self) -> None:
        """SIGKILL, as if the plug were pulled; nothing when it does not run."""
        if self.is_running:
            self.process.kill()
            self.process.wait()
            _tell_reaper("-", self.process.pid)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; returns its exit status. Fails the test when it does not within STOP_SECONDS."""
        self.process.send_signal(how)
        try:
            status = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            pytest.fail(f"still running {STOP_SECONDS:.0f} s after {how.name}: {self.command}\n{self.output}")
        _tell_reaper("-", self.process.pid)
        return status


@cache
def _reaper() -> IO[str]:
    process = subprocess.Popen(
        [sys.executable, "-I", str(Path(__file__).with_name("reaper.py"))],
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl+C in the terminal is not for it
    )
    atexit.register(process.communicate)  # which closes its input and waits
    assert process.stdin
    return process.stdin


def _tell_reaper(sign: str, pid: int) -> None:
    _reaper().write(f"{sign}{pid}\n")
    _reaper().flush()


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """What subprocess needs to run a program under another account."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def wait_until(condition: Callable[[], bool], seconds: float = 10.0, poll: float = 0.02) -> None:
    """Return as soon as the condition holds; raises TimeoutError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(poll)


_kept: list[socket.socket] = []


def free_port() -> int:
    """A TCP port of this machine that nobody else is given while the tests run.

    It stays bound, which with SO_REUSEADDR keeps no server from listening on it, but the system from giving it away:
    to another worker, or to a connection, before its server has started or while it is down.
    """
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", 0))
    _kept.append(place)
    port: int = place.getsockname()[1]
    return port


def is_listening(port: int) -> bool:
    """Whether something on this machine accepts connections on `port`."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def is_required(service: str) -> bool:
    """Whether HUB_REQUIRE names the service (`pg`, `redis`, `browser`, `documents`)."""
    return service in os.environ.get("HUB_REQUIRE", "").split(",")


def missing(service: str, reason: str) -> NoReturn:
    """Skip the test for want of a service, or fail it where HUB_REQUIRE names the service."""
    if is_required(service):
        pytest.fail(f"HUB_REQUIRE asks for {service}: {reason}", pytrace=False)
    pytest.skip(reason)
