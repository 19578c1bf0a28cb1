"""The load of `bench.live`: as `bench.load`, but what is sent is an item change by the chair's form, known by its revision."""

import json
import re
import socket
import sys
import time
from typing import Any
from urllib.parse import urlencode

from .load import Client, Load

WARM_UP_SECONDS = 3.0


class Turning(Load):
    """The first client's person is in the chair and has a connection of their own for forms."""

    arrived = re.compile(rb'data-revision=\\"(\d+)\\"')

    def __init__(self, plan: dict[str, Any]) -> None:
        super().__init__(plan)
        self.number = self._first = int(plan["revision"])
        self._seen = ""
        self._chair = socket.create_connection((plan["host"], plan["port"]), timeout=20)
        self._chair.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._owes = False
        for client in self.clients:
            client.count = self._first

    def _post(self, client: Client) -> None:
        self._take_answer()
        self.number += 1
        item = self.plan["items"][self.number % len(self.plan["items"])]
        body = urlencode({"seen": self._seen}).encode()
        host = f"{self.plan['host']}:{self.plan['port']}"
        head = (
            f"POST /consultations/{self.plan['consultation']}/items/{item}/start HTTP/1.1\r\nHost: {host}\r\n"
            f"Origin: http://{host}\r\nCookie: hub_session={self.plan['cookies'][0]}\r\nAccept: application/json\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.sent_at[self.number] = time.perf_counter()
        self.phase.sent += 1
        self._chair.sendall(head.encode() + body)
        self._seen, self._owes = item, True

    def _take_answer(self) -> None:
        if self._owes:
            answer = self._chair.recv(65536)
            if b" 204 " not in answer.split(b"\r\n", 1)[0]:
                raise SystemExit(f"refused: {answer[:300]!r}")
        self._owes = False


def main() -> None:
    """Connect, warm up, and run one paced phase of the plan."""
    plan = json.loads(sys.stdin.readline())
    load: Load = Turning(plan) if "items" in plan else Load(plan)
    print(json.dumps({"connected": len(load.clients)}), flush=True)
    sys.stdin.readline()
    load.paced(1, plan["rate"], WARM_UP_SECONDS)
    line = load.paced(1, plan["rate"], plan["seconds"])
    print(json.dumps({"phase": "paced", **line}), flush=True)


if __name__ == "__main__":
    main()
