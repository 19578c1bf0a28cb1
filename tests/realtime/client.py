"""The reference client: it does what docs/api.md asks of a client, over raw frames, and nothing cleverer."""

import random
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from typing import Any

from websocket import WebSocketException

from tests.realtime.wire import Closed, RawSocket, Refused
from tests.realtime.world import Someone, World

WINDOW = 5
COMPARE_SECONDS = 1.0


class Member(threading.Thread):
    """One person's client in ROOM. `messages` is its screen (place to id and words), `acked` what the server has promised.

    Open, wait for the answer, fetch the changes after one's own, apply. A stream with the next change is applied, anything
    else makes it fetch. What was not acknowledged is sent again with the same client_id.
    """

    def __init__(self, world: World, someone: Someone) -> None:
        super().__init__(daemon=True)
        self.world = world
        self.someone = someone
        self.change = 0
        self.messages: dict[int, tuple[str, str]] = {}
        self.acked: dict[str, dict[str, Any]] = {}
        self.refused: list[Any] = []
        self.is_stopping = False
        self._unsent: dict[str, str] = {}
        self._under_way: dict[int, str] = {}
        self._lock = threading.Lock()

    def say(self, client_id: str, body: str) -> None:
        """Put a message into the outbox."""
        with self._lock:
            self._unsent[client_id] = body

    @property
    def is_idle(self) -> bool:
        """Whether everything that was said has been acknowledged."""
        return not self._unsent

    def run(self) -> None:
        """Connect again and again until told to stop."""
        while not self.is_stopping:
            with suppress(Closed, Refused, OSError, AssertionError, HTTPException, WebSocketException):
                self._follow()
            time.sleep(random.uniform(0.02, 0.1))

    def _follow(self) -> None:
        with RawSocket(self.world.port, cookie=self.someone.cookie) as raw:
            raw.connect()
            self._under_way = {}
            assert raw.call("channel:open", {"channel": self.world.room}, 3.0)["ok"]
            self._fetch()
            compare_at = time.monotonic() + COMPARE_SECONDS
            while not self.is_stopping:
                self._send(raw)
                raw.read_for(0.02)
                self._hear(raw)
                if time.monotonic() > compare_at:
                    compare_at = time.monotonic() + COMPARE_SECONDS
                    self._compare()

    def _send(self, raw: RawSocket) -> None:
        with self._lock:
            waiting = [item for item in self._unsent.items() if item[0] not in self._under_way.values()]
        for client_id, body in waiting[: max(0, WINDOW - len(self._under_way))]:
            message = {"channel": self.world.room, "client_id": client_id, "body": body}
            self._under_way[raw.send_event("message:post", message)] = client_id

    def _hear(self, raw: RawSocket) -> None:
        while raw.acks:
            number, answer = raw.acks.popitem()
            client_id = self._under_way.pop(number)
            if answer["ok"]:
                self.acked[client_id] = answer
                with self._lock:
                    del self._unsent[client_id]
            elif answer["error"]["code"] != "unavailable":
                self.refused.append(answer)
        while raw.events:
            name, data = raw.events.popleft()
            if name == "stream" and "change" in data:
                self._take(data)
            elif name == "head" and data["change"] > self.change and data["channel"] == self.world.room:
                self._fetch()

    def _take(self, data: dict[str, Any]) -> None:
        if data["change"] == self.change + 1:
            self.messages[data["seq"]] = (data["id"], data["text"])
            self.change += 1
        elif data["change"] > self.change:
            self._fetch()

    def _compare(self) -> None:
        heads = self.world.get(self.someone, "/heads")["heads"]
        if any(head["channel"] == self.world.room and head["change"] > self.change for head in heads):
            self._fetch()

    def _fetch(self) -> None:
        more = True
        while more:
            page = self.world.get(self.someone, f"/channels/{self.world.room}/changes?after={self.change}")
            for change in page["changes"]:
                message = change["message"]
                self.messages[message["seq"]] = (message["id"], message["text"])
                self.change = change["change"]
            more = page["more"]
