"""The load while the sweep catches up: the clients of `bench.load`, who talk for a while, wait for an instant, and go on talking."""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from .load import WARM_UP_SECONDS, Load


def main() -> None:
    """Connect, say so, wait for a line, then run both phases."""
    load = Load(json.loads(sys.stdin.readline()))
    _say({"connected": len(load.clients)})
    sys.stdin.readline()
    load.paced(1, load.plan["rate"], WARM_UP_SECONDS)
    for line in _phases(load):
        _say(line)


def _phases(load: Load) -> Iterator[dict[str, Any]]:
    rate, seconds = load.plan["rate"], load.plan["seconds"]
    yield {"phase": "idle", **load.paced(1, rate, seconds)}
    while time.time() < load.plan["goes_on_at"]:
        load.wait(0.05)
    yield {"phase": "catching up", **load.paced(1, rate, seconds)}


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
