"""A load in a process of its own: a plan goes in, lines of JSON come out."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import servers


@contextmanager
def loaded(module: str, plan: dict[str, Any]) -> Iterator[Iterator[dict[str, Any]]]:
    """The lines that the module answers: one when all are connected, and then, once it has been taken, one for each phase."""
    command = [sys.executable, "-m", module]
    with subprocess.Popen(
        command, cwd=servers.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(plan) + "\n")
        process.stdin.flush()
        yield _lines(process)
    if process.returncode:
        raise SystemExit(f"the load ended with {process.returncode}")


def _lines(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    assert process.stdin is not None
    assert process.stdout is not None
    yield json.loads(process.stdout.readline() or '{"connected": 0}')
    process.stdin.write("go\n")
    process.stdin.flush()
    for line in process.stdout:
        yield json.loads(line)
