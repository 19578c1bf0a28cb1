"""Run as a program: brings forth hubs that need not import everything first, which takes a start two seconds of three.

It has imported what a hub imports, and forks for every order on its standard input, a line of JSON:
`{"module", "arguments", "environ", "log"}` is answered by the new process's id, `{"ended": PID}` by its exit status
(as `subprocess` counts it) or null. When the input ends, it kills whatever still runs.
"""

import json
import os
import runpy
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from gevent import monkey

monkey.patch_all()

from flask import Flask  # noqa: E402

import hub.cli  # noqa: E402, F401 (and with it everything that a hub needs)
import hub.serving  # noqa: E402, F401
from hub.app import BLUEPRINTS  # noqa: E402
from tests.services import once  # noqa: E402

fork, waitpid = monkey.get_original("os", ["fork", "waitpid"])


def main() -> None:
    """Answer until the input ends; returns in the children too, with their program's end."""
    _learn(Path(sys.argv[1]))
    del sys.modules["hub.cli"]  # a program of its own, once for each
    assert threading.active_count() == 1, "threads do not live through a fork"
    running: set[int] = set()
    print("ready", flush=True)  # noqa: T201 (whoever asks reads it)
    for line in sys.stdin:
        order = json.loads(line)
        if "ended" in order:
            answer = _status(order["ended"], running)
        else:
            answer = fork()
            if answer == 0:
                return _become(order)
            running.add(answer)
        print(json.dumps(answer), flush=True)  # noqa: T201
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    return None


def _learn(templates: Path) -> None:
    """Work out before any fork what every child would work out for itself; what they compile is kept in the folder."""
    once.share_addresses()
    once.share_templates(templates)
    example = Flask("hub")
    for blueprint in BLUEPRINTS:
        state = blueprint.make_setup_state(example, {})  # as for a second time: its routes, and nothing else
        for add_to in blueprint.deferred_functions:
            add_to(state)


def _status(pid: int, running: set[int]) -> int | None:
    ended, status = waitpid(pid, os.WNOHANG)
    if not ended:
        return None
    running.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _become(order: dict[str, Any]) -> None:
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for ours, theirs in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    os.environ.clear()
    os.environ.update(order["environ"])
    sys.argv = [order["module"], *order["arguments"]]
    runpy.run_module(order["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
