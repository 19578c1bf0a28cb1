"""Processes from the nursery (tests/services/nursery.py), of which each test run has one."""

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from hub.bootstrap.places import ROOT

POLL_SECONDS = 0.005
_lock = Lock()


class Born:
    """A process that the nursery forked; as much of `subprocess.Popen` as tests use.

    Its parent is the nursery, so that its id stays its own until `poll` has seen its end.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit status, negative for a signal; None while it runs."""
        if self.returncode is None:
            self.returncode = _ask({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has ended; subprocess.TimeoutExpired after so many seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(POLL_SECONDS)
        return status

    def send_signal(self, sig: int, /) -> None:
        """Nothing happens when it has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)


def ask_nursery(module: str, arguments: Sequence[str], environ: Mapping[str, str], log: Path) -> Born:
    """What `python -m module arguments…` would be, with this environment, its output added to the log."""
    order = {"module": module, "arguments": [*arguments], "environ": {**environ}, "log": str(log)}
    return Born(_ask(order))


def _ask(order: dict[str, Any]) -> Any:
    with _lock:
        nursery = _nursery()
        assert nursery.stdin
        assert nursery.stdout
        nursery.stdin.write(json.dumps(order) + "\n")
        nursery.stdin.flush()
        return json.loads(nursery.stdout.readline())


@cache
def _nursery() -> "subprocess.Popen[str]":
    templates = TemporaryDirectory(prefix="hub-templates-")
    atexit.register(templates.cleanup)
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.services.nursery", templates.name],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl+C in the terminal is not for it
    )
    assert nursery.stdout
    assert nursery.stdout.readline() == "ready\n", "the nursery did not come up: its words stand above"
    atexit.register(nursery.communicate)  # which closes its input and waits
    return nursery
