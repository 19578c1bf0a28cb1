"""What is pushed: each change of a channel to those who have it open, its head to all who may read it, in order of `change`.

The database is what counts. An event after a commit brings the change itself, which saves reading it again; a hint (from the
bus, or from looking at the heads each second) brings only a number. Whatever is missing between the two is read from the
change log, so nothing is skipped however much was lost on the way, and waiting hints take one number per channel.
"""

import logging
from collections.abc import Callable
from time import monotonic

import gevent
from gevent.event import Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.models import Channel
from ..core.db import reading
from . import changes
from .audience import Audience, Connection
from .changes import Change, Head
from .fanout import Fanout
from .pacing import Pace
from .streamed import Place, by_locale, stream_data

log = logging.getLogger(__name__)

MOST_KEPT = 256
"""Changes of one channel that wait in memory; further ones are read from the change log."""
PAGE = 100
HINTED = 2
"""Channels that are read from the change log in one turn: a sweep moves all of them at once, and posts must not wait for that."""
HEADS = 500
"""Changes of a channel that are passed over at once where nobody looks."""
TURN_SECONDS = 0.010
"""Others get a turn at least this often while a long row of changes goes out."""


class Streams:
    """One greenlet that pushes; `before_delivery(session)` brings the audience's rights up to date each time."""

    def __init__(self, audience: Audience, fanout: Fanout, before_delivery: Callable[[Session], None]) -> None:
        self._audience = audience
        self._fanout = fanout
        self._before_delivery = before_delivery
        self._places: dict[int, Place] = {}
        self._news: dict[int, dict[int, Change]] = {}
        self._wake = Event()
        self._pace = Pace(self.wake)
        self._turn = 0
        self.is_idle = True

    def begin(self) -> None:
        """Take where the channels stand now as the beginning."""
        with reading() as session:
            self._places = {id: Place(change, change, head) for id, head, change in session.execute(_HEADS)}

    def hear(self, change: Change) -> None:
        """A change that has been committed here."""
        place = self._places.setdefault(change.channel_id, Place(0, 0, 0))
        place.head = max(place.head, change.view.seq)
        news = self._news.setdefault(change.channel_id, {})
        if len(news) < MOST_KEPT:
            news[change.number] = change
        self.hint(change.channel_id, change.number)

    def hint(self, channel_id: int, number: int) -> None:
        """The channel is said to be at change `number`."""
        place = self._places.setdefault(channel_id, Place(0, 0, 0))
        place.known = max(place.known, number)
        self.wake()

    def wake(self) -> None:
        """Look whether there is something to push, or somebody to put out."""
        self._wake.set()

    def run(self) -> None:
        """Push for ever."""
        while True:
            self._wake.wait()
            self._wake.clear()
            self.is_idle = False
            try:
                self.deliver()
            except Exception:
                log.exception("streams stumbled; the change log has what is missing")
                gevent.sleep(0.5)
                self._wake.set()
            self.is_idle = not self._wake.is_set()
            gevent.sleep(0)  # a wake that is set already would let nobody else on

    def look_around(self) -> None:
        """Compare every channel's head with what was pushed: finds what other processes did, with or without a bus."""
        with reading() as session:
            self._before_delivery(session)
            for channel_id, head, number in session.execute(_HEADS):
                place = self._places.setdefault(channel_id, Place(0, 0, 0))
                place.head = max(place.head, head)
                if number > place.known:
                    self.hint(channel_id, number)

    def deliver(self) -> None:
        """Push what waits: first all that was said here, then some of the channels of which a number alone is known.

        Those that nobody has open come last, and rest in between.
        """
        heard, looked_at, others = self._moved()
        self._serve([*heard, *looked_at[:HINTED]])
        if len(looked_at) > HINTED:
            self._wake.set()
        if others and self._pace.is_rested():
            with self._pace.piece():
                self._serve(others[:HINTED])
            others = others[HINTED:]
        if others:
            self._pace.goes_on()

    def _serve(self, moved: list[int]) -> None:
        self._turn += 1
        for channel_id in moved:
            self._places[channel_id].served_in = self._turn
        with reading() as session:
            self._before_delivery(session)
            batches = [(channel_id, *self._take(session, channel_id)) for channel_id in moved]
        for channel_id, batch, head, number in batches:
            self._places[channel_id].change = number  # not before: what the read lost is read again
            if batch:
                self._push(channel_id, batch)
            elif head is not None:
                self._tell_head(channel_id, head)

    def _moved(self) -> tuple[list[int], list[int], list[int]]:
        """Whose turn it is: what was said here; of channels that must be read those that somebody has open, and the others,
        each in the order in which they have waited."""
        waiting = [channel_id for channel_id, place in self._places.items() if place.known > place.change]
        heard = [channel_id for channel_id in waiting if channel_id in self._news]
        hinted = sorted(set(waiting).difference(heard), key=lambda channel_id: self._places[channel_id].served_in)
        looked_at = [channel_id for channel_id in hinted if self._audience.room(channel_id)]
        return heard, looked_at, [channel_id for channel_id in hinted if channel_id not in looked_at]

    def _take(self, session: Session, channel_id: int) -> tuple[list[Change], Head | None, int]:
        """What there is to push of a channel, or to say of it where nobody has it open, and up to which change."""
        place, news = self._places[channel_id], self._news.pop(channel_id, {})
        if not self._audience.readers(channel_id):
            return [], None, place.known
        number, batch = place.change, []
        while number + 1 in news:
            number += 1
            batch.append(news[number])
        head = None
        if number < place.known and not batch and not self._audience.room(channel_id):
            head = changes.head_after(session, channel_id, number, HEADS)
            number = head.number if head else place.known
        elif number < place.known:
            missed = changes.after(session, channel_id, number, PAGE)
            batch += missed
            number = missed[-1].number if missed else place.known
        if number < place.known:
            self._wake.set()
        return batch, head, number

    def _push(self, channel_id: int, batch: list[Change]) -> None:
        place = self._places[channel_id]
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
        self._tell_head(channel_id, Head(last.view.channel, last.number, last.view.seq, reached))

    def _stream(self, channel_id: int, halves: dict[str, list[Connection]], change: Change) -> None:
        own = {one for one in self._audience.of_person(change.view.author_id) if channel_id in one.open}
        for locale, half in halves.items():
            data = stream_data(change, locale)
            self._fanout.send(half, "stream", data, but=own)
            mine = [one for one in own if one.viewer.locale == locale]
            if mine:
                self._fanout.send(mine, "stream", data | {"client_id": change.view.client_id})

    def _tell_head(self, channel_id: int, now: Head) -> None:
        place = self._places[channel_id]
        place.head = max(place.head, now.seq)
        data = {"channel": now.channel, "head": place.head, "change": now.number, "mentions_me": False}
        meant = {
            one for person in now.reached for one in self._audience.of_person(person) if channel_id in one.channels
        }
        self._fanout.send(self._audience.readers(channel_id), "head", data, but=meant)
        if meant:
            self._fanout.send(meant, "head", data | {"mentions_me": True})


_HEADS = select(Channel.id, Channel.head_seq, Channel.head_change)
