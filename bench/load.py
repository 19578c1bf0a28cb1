"""The load: many raw WebSocket clients in one process, without a Socket.IO library, counted by what reaches their sockets.

Started by `bench.run` with a plan as JSON on standard input; answers one line of JSON per phase on standard output.
Every message carries `~number~` as its text; a client's count and sum of numbers tell what was lost or doubled.
"""

import json
import os
import re
import selectors
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

ARRIVED = re.compile(rb'"text":"~(\d+)~')
ANSWERED = re.compile(rb"43(\d+)\[")
PING = b"\x81\x012"
"""The server's frame; no text has these bytes, whatever comes in one piece with it."""
WINDOW = 24
"""Unanswered messages that one sender keeps under way when flat out."""
WARM_UP_SECONDS = 2.0
"""The first messages of a process compile its statements and templates; they are sent, and counted, but not timed."""


@dataclass(slots=True)
class Client:
    """One socket: what it got so far, and what it waits for."""

    sock: socket.socket
    tail: bytes = b""
    count: int = 0
    total: int = 0
    under_way: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class Phase:
    """What one phase measured; times in seconds."""

    sent: int = 0
    delays: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)


class Load:
    """All clients of a plan and the loop that serves them."""

    arrived = ARRIVED

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.selector = selectors.DefaultSelector()
        self.clients = [self._connect(number) for number in range(plan["clients"])]
        self.number = 0
        self.sent_at: dict[int, float] = {}
        self.phase = Phase()
        for client in self.clients:
            client.sock.setblocking(False)
            self.selector.register(client.sock, selectors.EVENT_READ, client)

    def _connect(self, number: int) -> Client:
        host, port = self.plan["host"], self.plan["port"]
        sock = socket.create_connection((host, port), timeout=20)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cookies = self.plan.get("cookies")
        cookie = f"Cookie: hub_session={cookies[number % len(cookies)]}\r\n" if cookies else ""
        sock.sendall(
            (
                f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\n"
                f"Origin: http://{host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{cookie}\r\n"
            ).encode()
        )
        client = Client(sock)
        _wait_for(client, b"0{")
        sock.sendall(_frame(b"40"))
        _wait_for(client, b"40")
        opened = json.dumps(["channel:open", {"channel": self.plan["channel"]}]).encode()
        sock.sendall(_frame(b"420" + opened))
        _wait_for(client, b"430[")
        client.tail = b""
        return client

    def flat_out(self, senders: int, seconds: float) -> dict[str, Any]:
        """Each sender keeps WINDOW messages under way; then wait until all have arrived."""
        self.phase = Phase()
        start = time.perf_counter()
        end = start + seconds
        while time.perf_counter() < end:
            for client in self.clients[:senders]:
                while len(client.under_way) < WINDOW:
                    self._post(client)
            self.wait(0.05)
        self._drain()
        took = time.perf_counter() - start
        return self._report(took)

    def paced(self, senders: int, rate: float, seconds: float) -> dict[str, Any]:
        """`rate` messages a second in all, the senders in turn."""
        self.phase = Phase()
        start = time.perf_counter()
        due = start
        for turn in range(int(rate * seconds)):
            while (left := due - time.perf_counter()) > 0:
                self.wait(left)
            self._post(self.clients[turn % senders])
            due += 1 / rate
        self._drain()
        return self._report(time.perf_counter() - start)

    def _post(self, client: Client) -> None:
        self.number += 1
        body = {
            "channel": self.plan["channel"],
            "client_id": f"{os.getpid()}-{self.number}",
            "body": f"~{self.number}~ 已按要求办理",
        }
        now = time.perf_counter()
        self.sent_at[self.number] = client.under_way[self.number] = now
        self.phase.sent += 1
        packet = f"42{self.number}" + json.dumps(["message:post", body], ensure_ascii=False)
        _send_all(client.sock, _frame(packet.encode()))

    def wait(self, timeout: float) -> None:
        """Read what comes meanwhile, once."""
        for key, _events in self.selector.select(timeout):
            self._read(key.data)

    def _read(self, client: Client) -> None:
        try:
            data = client.sock.recv(1 << 18)
        except BlockingIOError:
            return
        if not data:
            raise SystemExit("the server closed a socket")
        now = time.perf_counter()
        chunk = client.tail + data
        end = 0
        for found in self.arrived.finditer(chunk):
            number = int(found[1])
            client.count += 1
            client.total += number
            self.phase.delays.append(now - self.sent_at[number])
            end = found.end()
        if client.under_way:
            end = max(end, self._answers(client, chunk, now))
        client.tail = chunk[max(end, len(chunk) - 64) :]
        if PING in data:
            _send_all(client.sock, _frame(b"3"))

    def _answers(self, client: Client, chunk: bytes, now: float) -> int:
        end = 0
        for found in ANSWERED.finditer(chunk):
            sent_at = client.under_way.pop(int(found[1]), None)
            if sent_at is not None:
                self.phase.answers.append(now - sent_at)
                if not chunk.startswith(b'{"ok":true', found.end()) and len(chunk) > found.end() + 12:
                    raise SystemExit(f"refused: {chunk[found.end() : found.end() + 200]!r}")
            end = found.end()
        return end

    def _drain(self) -> None:
        give_up_at = time.perf_counter() + 30
        while time.perf_counter() < give_up_at:
            if all(client.count >= self.number for client in self.clients) and not any(
                c.under_way for c in self.clients
            ):
                return
            self.wait(0.05)

    def _report(self, took: float) -> dict[str, Any]:
        whole = self.number * (self.number + 1) // 2  # of the warm-up too
        return {
            "sent": self.phase.sent,
            "deliveries_per_s": round(len(self.phase.delays) / took),
            "delay_ms": _percentiles(self.phase.delays),
            "answer_ms": _percentiles(self.phase.answers),
            "lost": sum(max(0, self.number - client.count) for client in self.clients),
            "doubled": sum(max(0, client.count - self.number) for client in self.clients),
            "wrong_sums": sum(client.total != whole for client in self.clients),
        }


def _percentiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    return {
        f"p{part}": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * part // 100)], 2) for part in (50, 95, 99)
    }


def _frame(payload: bytes) -> bytes:
    """A masked text frame, with a mask of zeros so that nothing need be computed."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, 0x80 | size)) + b"\0\0\0\0" + payload
    return bytes((0x81, 0xFE)) + size.to_bytes(2, "big") + b"\0\0\0\0" + payload


def _wait_for(client: Client, mark: bytes) -> None:
    while mark not in client.tail:
        data = client.sock.recv(65536)
        if not data:
            raise SystemExit(f"refused while connecting: {client.tail[:300]!r}")
        client.tail += data
    if b'"ok":false' in client.tail:
        raise SystemExit(f"refused: {client.tail[:300]!r}")
    client.tail = b""


def _send_all(sock: socket.socket, data: bytes) -> None:
    while data:
        try:
            data = data[sock.send(data) :]
        except BlockingIOError:
            time.sleep(0.0005)


def _phases(load: Load) -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
    plan = load.plan
    for senders in plan["senders"]:
        yield (
            f"paced, {senders} senders",
            lambda senders=senders: load.paced(senders, plan["rate"], 2 * plan["seconds"]),
        )
        yield f"flat out, {senders} senders", lambda senders=senders: load.flat_out(senders, plan["seconds"])


def main() -> None:
    """Connect, say so, wait for a line (memory is read meanwhile), then run the phases."""
    load = Load(json.loads(sys.stdin.readline()))
    _say({"connected": len(load.clients)})
    sys.stdin.readline()
    load.paced(1, load.plan["rate"], WARM_UP_SECONDS)
    for name, run in _phases(load):
        _say({"phase": name, **run()})


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
