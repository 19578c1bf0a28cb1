"""A raw client: WebSocket frames by websocket-client, Engine.IO and Socket.IO by hand, nothing done that is not asked for."""

import itertools
import json
import socket
import time
from collections import deque
from contextlib import suppress
from typing import Any, Self

import websocket

from tests.services.processes import PATIENCE_SECONDS

WITHIN_SECONDS = 5.0
"""How long an answer, a push or a farewell may take after any fault: what the hub promises."""
OPENED: list["RawSocket"] = []
"""Every socket that has not been cut, so that a fixture can close what a test left open."""
PATH = "/socket.io/?EIO=4&transport=websocket"
OWN = "own"
"""An Origin header with the server's own address, as the hub's pages send it."""


class Refused(Exception):
    """The server said no: `.status` before the upgrade, `.data` at CONNECT."""

    def __init__(self, status: int = 0, data: Any = None) -> None:
        super().__init__(f"{status} {data}")
        self.status = status
        self.data = data


class Closed(Exception):
    """The connection is over; `.code` is what the closing frame said, or None."""

    def __init__(self, code: int | None) -> None:
        super().__init__(str(code))
        self.code = code


class Frames(websocket.WebSocket):
    """Frames in and out; a closing frame counts even when the server is gone before it is answered."""

    def send_close(self, *args: Any) -> None:
        """Answer a closing frame, as the library does before it gives it to us."""
        with suppress(OSError, websocket.WebSocketConnectionClosedException):
            super().send_close(*args)


class RawSocket:
    """One WebSocket to a hub. Reads only while it waits for something.

    `events` are `(name, data)` as they came, `acks` the answers by number, `packets` everything else but pings.
    """

    def __init__(
        self,
        port: int,
        *,
        cookie: str = "",
        token: str = "",
        origin: str = OWN,
        headers: tuple[str, ...] = (),
        path: str = PATH,
    ) -> None:
        lines = list(headers)
        if token:
            lines.append(f"Authorization: Bearer {token}")
        self.port = port
        self.events: deque[tuple[str, Any]] = deque()
        self.acks: dict[int, Any] = {}
        self.packets: deque[str] = deque()
        self.answers_pings = True
        self._numbers = itertools.count(1)
        self.ws = Frames(enable_multithread=True)
        OPENED.append(self)
        self.ws.settimeout(PATIENCE_SECONDS)
        try:
            self.ws.connect(
                f"ws://127.0.0.1:{port}{path}",
                header=lines,
                cookie=f"hub_session={cookie}" if cookie else None,
                origin=f"http://127.0.0.1:{port}" if origin == OWN else origin or None,
                suppress_origin=not origin,
            )
        except websocket.WebSocketBadStatusException as error:
            raise Refused(error.status_code) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    def connect(self, auth: Any = None) -> Self:
        """CONNECT to `/`; raises Refused with what the server said."""
        self.send("40" + ("" if auth is None else json.dumps(auth)))
        answer = self.packet(lambda packet: packet.startswith(("40", "44")))
        if answer.startswith("44"):
            raise Refused(data=json.loads(answer[2:]))
        return self

    def send(self, text: str) -> None:
        """Send a text frame as it stands."""
        try:
            self.ws.send(text)
        except (websocket.WebSocketConnectionClosedException, OSError) as error:
            raise Closed(None) from error

    def send_event(self, name: str, body: Any) -> int:
        """Send an event that wants an answer; returns the number under which it will be in `acks`."""
        number = next(self._numbers)
        self.send(f"42{number}" + json.dumps([name, body]))
        return number

    def call(self, name: str, body: Any, seconds: float = WITHIN_SECONDS) -> Any:
        """Send an event and wait for its answer."""
        return self.answer(self.send_event(name, body), seconds)

    def answer(self, number: int, seconds: float = WITHIN_SECONDS) -> Any:
        """Wait for the answer to an event sent before."""
        self.wait(lambda: number in self.acks, seconds)
        return self.acks.pop(number)

    def event(self, name: str, seconds: float = WITHIN_SECONDS) -> Any:
        """The data of the next event with this name; others before it stay in `events`."""
        self.wait(lambda: any(event == name for event, _data in self.events), seconds)
        found = next(entry for entry in self.events if entry[0] == name)
        self.events.remove(found)
        return found[1]

    def packet(self, wanted: Any, seconds: float = WITHIN_SECONDS) -> str:
        """The next packet that is no event, answer or ping and that `wanted` accepts."""
        self.wait(lambda: any(wanted(packet) for packet in self.packets), seconds)
        found = next(packet for packet in self.packets if wanted(packet))
        self.packets.remove(found)
        return found

    def closing_code(self, seconds: float = WITHIN_SECONDS) -> int | None:
        """Wait until the server closes; the code that it gave."""
        try:
            self.wait(lambda: False, seconds)
        except Closed as closed:
            return closed.code
        raise AssertionError("unreachable")

    def wait(self, condition: Any, seconds: float) -> None:
        """Read until the condition holds; TimeoutError when it does not in time, Closed when the server hangs up."""
        deadline = time.monotonic() + seconds
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(
                    f"not within {seconds} s; so far: {list(self.events)[-5:]} {list(self.packets)[-5:]}"
                )
            self._read(left)

    def read_for(self, seconds: float) -> None:
        """Take in whatever comes within this time."""
        with suppress(TimeoutError):
            self.wait(lambda: False, seconds)

    def cut(self) -> None:
        """Drop the TCP connection without a word."""
        with suppress(ValueError):
            OPENED.remove(self)
        sock = self.ws.sock
        if sock is not None:
            with suppress(OSError):  # the server was first
                sock.shutdown(socket.SHUT_RDWR)  # which wakes a thread that waits for input, as closing does not
            sock.close()  # and kept: another thread may be about to use it, and hears that it is closed

    def _read(self, seconds: float) -> None:
        try:
            self.ws.settimeout(max(seconds, 0.001))
            opcode, data = self.ws.recv_data(control_frame=True)
        except websocket.WebSocketTimeoutException:
            return
        except (websocket.WebSocketConnectionClosedException, OSError) as error:
            raise Closed(None) from error
        finally:
            with suppress(OSError):  # which has been said already
                self.ws.settimeout(PATIENCE_SECONDS)
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            raise Closed(int.from_bytes(data[:2], "big") if len(data) >= 2 else None)
        if opcode == websocket.ABNF.OPCODE_TEXT:
            self._take(data.decode())

    def _take(self, text: str) -> None:
        if text == "2":
            if self.answers_pings:
                with suppress(Closed):  # there may be more to read from a server that has gone
                    self.send("3")
        elif text.startswith("42"):
            name, data = json.loads(text[2:])
            self.events.append((name, data))
        elif text.startswith("43"):
            number, _, answer = text[2:].partition("[")
            self.acks[int(number)] = json.loads("[" + answer)[0]
        else:
            self.packets.append(text)
