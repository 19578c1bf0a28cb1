"""What goes out to the screens of a channel: each change to those who have it open, its head to all who may read it."""

from collections.abc import Iterable
from time import monotonic

import gevent

from .audience import Audience, Connection
from .changes import Change, Head
from .fanout import Fanout
from .streamed import Place, by_locale, stream_data

TURN_SECONDS = 0.010
"""Others get a turn at least this often while a long row of changes goes out."""


class Pushing:
    """Renders and sends; never waits for a socket, but gives way."""

    def __init__(self, audience: Audience, fanout: Fanout) -> None:
        self._audience = audience
        self._fanout = fanout

    def changes(self, channel_id: int, place: Place, batch: list[Change]) -> None:
        """Push these changes of a channel (key) in order, and then its head."""
        halves = by_locale(self._audience.room(channel_id))
        turn_ends_at = monotonic() + TURN_SECONDS
        for change in batch:
            place.head = max(place.head, change.view.seq)
            self._stream(channel_id, halves, change)
            if monotonic() > turn_ends_at:
                gevent.sleep(0)
                halves = by_locale(self._audience.room(channel_id))
                turn_ends_at = monotonic() + TURN_SECONDS
        reached = frozenset(person for change in batch for person in change.reached)
        last = batch[-1]
        self._tell(channel_id, place, Head(last.view.channel, last.number, last.view.seq, reached))

    def heads(self, heads: Iterable[tuple[int, Place, Head]]) -> None:
        """Say where channels (keys) stand in which nobody looks: a frame of each, one write a socket and turn."""
        turn_ends_at = monotonic() + TURN_SECONDS
        for channel_id, place, head in heads:
            self._tell(channel_id, place, head)
            if monotonic() > turn_ends_at:
                gevent.sleep(0)
                turn_ends_at = monotonic() + TURN_SECONDS

    def _stream(self, channel_id: int, halves: dict[str, list[Connection]], change: Change) -> None:
        own = {one for one in self._audience.of_person(change.view.author_id) if channel_id in one.open}
        for locale, half in halves.items():
            data = stream_data(change, locale)
            self._fanout.send(half, "stream", data, but=own)
            mine = [one for one in own if one.viewer.locale == locale]
            if mine:
                self._fanout.send(mine, "stream", data | {"client_id": change.view.client_id})

    def _tell(self, channel_id: int, place: Place, now: Head) -> None:
        place.head = max(place.head, now.seq)
        data = {"channel": now.channel, "head": place.head, "change": now.number, "mentions_me": False}
        meant = {
            one for person in now.reached for one in self._audience.of_person(person) if channel_id in one.channels
        }
        self._fanout.send(self._audience.readers(channel_id), "head", data, but=meant)
        if meant:
            self._fanout.send(meant, "head", data | {"mentions_me": True})
