"""Redis between several processes: it only makes them faster. What it loses, each finds by looking at the heads itself."""

import json
import logging
import secrets
from collections.abc import Callable
from typing import Any, Protocol

import gevent
import redis
from gevent.event import Event

log = logging.getLogger(__name__)

TOPIC = "hub:moved"
AGAIN_SECONDS = (0.2, 1.0, 5.0)
MOST_TYPING = 64


class Hearer(Protocol):
    """Who wants to know what other processes say."""

    def hint(self, channel_id: int, number: int) -> None:
        """A channel is said to be at change `number`."""

    def wake(self) -> None:
        """Something else may have changed: rights, for one."""


class Bus:
    """Says which channels moved, and hears it; both in greenlets of their own, so that nobody ever waits for Redis.

    What waits to be said is one number per channel. While Redis is away it is dropped, not stored: the heads tell.
    """

    def __init__(self, url: str, hearer: Hearer, on_typing: Callable[[int, int], None]) -> None:
        self._url = url
        self._hearer = hearer
        self._on_typing = on_typing
        self._me = secrets.token_hex(8)
        self._moved: dict[int, int] = {}
        self._typing: list[tuple[int, int]] = []
        self._something = Event()

    def moved(self, channel_id: int, number: int) -> None:
        """Tell the others that a channel is at change `number`."""
        self._moved[channel_id] = max(number, self._moved.get(channel_id, 0))
        self._something.set()

    def nudge(self) -> None:
        """Tell the others to look."""
        self._something.set()

    def typing(self, channel_id: int, person_id: int) -> None:
        """Tell the others who types; they look up the name themselves."""
        if len(self._typing) < MOST_TYPING:
            self._typing.append((channel_id, person_id))
            self._something.set()

    def run_speaker(self) -> None:
        """Publish for ever what there is to say."""
        self._for_ever(self._speak)

    def run_listener(self) -> None:
        """Hear for ever what others say."""
        self._for_ever(self._listen)

    def _for_ever(self, work: Callable[["redis.Redis"], None]) -> None:
        failures = 0
        while True:
            client = redis.Redis.from_url(
                self._url, socket_connect_timeout=2, socket_timeout=5, health_check_interval=10
            )
            try:
                client.ping()
                failures = 0
                work(client)
            except (redis.RedisError, OSError) as error:
                if failures == 0:
                    log.warning(
                        "the bus does not answer (%s); others' messages come up to 2 s later", type(error).__name__
                    )
                gevent.sleep(AGAIN_SECONDS[min(failures, len(AGAIN_SECONDS) - 1)])
                failures += 1
            finally:
                client.close()

    def _speak(self, client: "redis.Redis") -> None:
        while True:
            self._something.wait()
            self._something.clear()
            moved, self._moved = self._moved, {}
            typing, self._typing = self._typing, []
            said = {"from": self._me, "moved": list(moved.items()), "typing": typing}
            client.publish(TOPIC, json.dumps(said))

    def _listen(self, client: "redis.Redis") -> None:
        with client.pubsub(ignore_subscribe_messages=True) as subscription:  # type: ignore[no-untyped-call]
            subscription.subscribe(TOPIC)
            self._hearer.wake()
            while True:
                message = subscription.get_message(timeout=2.0)
                if message is not None:
                    self._hear(message["data"])

    def _hear(self, data: object) -> None:
        try:
            said = json.loads(data) if isinstance(data, bytes | str) else {}
            if said["from"] == self._me:
                return
            for channel_id, number in said["moved"]:
                self._hearer.hint(_whole(channel_id), _whole(number))
            for channel_id, person_id in said["typing"]:
                self._on_typing(_whole(channel_id), _whole(person_id))
        except (ValueError, TypeError, KeyError, RecursionError):
            log.warning("something on the bus speaks otherwise than we do")
        self._hearer.wake()


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value
