"""What is pushed: each change of a channel to those who have it open, its head to all who may read it, in order of `change`.

The database is what counts. An event after a commit brings the change itself, which saves reading it again; a hint (from the
bus, or from looking at the heads each second) brings only a number. Whatever is missing between the two is read from the
change log, so nothing is skipped however much was lost on the way, and waiting hints take one number per channel.
"""

import logging
from collections.abc import Callable, Iterator

import gevent
from gevent.event import Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.models import Channel
from ..core.db import reading
from . import changes
from .audience import Audience
from .changes import Change
from .fanout import Fanout
from .pacing import Pace
from .pushing import Pushing
from .streamed import Place

log = logging.getLogger(__name__)

MOST_KEPT = 256
"""Changes of one channel that wait in memory; further ones are read from the change log."""
PAGE = 100
HINTED = 2
"""Channels that are read from the change log in one turn: a sweep moves all of them at once, and posts must not wait for that."""
TOGETHER = 50
"""Channels that nobody has open and whose heads are found out and said in one turn."""
HEADS = 500
"""Changes that are passed over in such a turn."""


class Streams:
    """One greenlet that pushes; `before_delivery(session)` brings the audience's rights up to date each time."""

    def __init__(self, audience: Audience, fanout: Fanout, before_delivery: Callable[[Session], None]) -> None:
        self._audience = audience
        self._pushing = Pushing(audience, fanout)
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
                self._serve_heads(others[:TOGETHER])
            others = [id_ for id_ in others if self._places[id_].known > self._places[id_].change]
        if others:
            self._pace.goes_on()

    def _serve(self, moved: list[int]) -> None:
        self._take_turn(moved)
        with reading() as session:
            self._before_delivery(session)
            batches = [(channel_id, *self._take(session, channel_id)) for channel_id in moved]
        for channel_id, batch, number in batches:
            self._places[channel_id].change = number  # not before: what the read lost is read again
            if batch:
                self._pushing.changes(channel_id, self._places[channel_id], batch)

    def _serve_heads(self, moved: list[int]) -> None:
        """Where these channels stand, found out and said together: a frame of each in one write a socket."""
        self._take_turn(moved)
        with reading() as session:
            self._before_delivery(session)
            spans = {id_: self._span(id_, max(1, HEADS // len(moved))) for id_ in moved if not self._audience.room(id_)}
            heads = changes.heads_after(session, {id_: spans[id_] for id_ in spans if self._audience.readers(id_)})
        self._pushing.heads(self._passed_over(spans, heads))

    def _passed_over(
        self, spans: dict[int, changes.Span], heads: dict[int, changes.Head]
    ) -> Iterator[tuple[int, Place, changes.Head]]:
        """Each place moves on when its head is about to be said, so that those after one that fails are said again."""
        for channel_id, (_begin, end) in spans.items():
            place = self._places[channel_id]
            place.change = end
            if channel_id in heads:
                yield channel_id, place, heads[channel_id]

    def _span(self, channel_id: int, most: int) -> changes.Span:
        """The changes to pass over: at most so many, where there are readers who may have to be told of them."""
        place = self._places[channel_id]
        is_read = self._audience.readers(channel_id)
        return place.change, min(place.known, place.change + most) if is_read else place.known

    def _take_turn(self, moved: list[int]) -> None:
        self._turn += 1
        for channel_id in moved:
            self._places[channel_id].served_in = self._turn

    def _moved(self) -> tuple[list[int], list[int], list[int]]:
        """Whose turn it is: what was said here; of channels that must be read those that somebody has open, and the others,
        each in the order in which they have waited."""
        waiting = [channel_id for channel_id, place in self._places.items() if place.known > place.change]
        heard = [channel_id for channel_id in waiting if channel_id in self._news]
        hinted = sorted(set(waiting).difference(heard), key=lambda channel_id: self._places[channel_id].served_in)
        looked_at = [channel_id for channel_id in hinted if self._audience.room(channel_id)]
        return heard, looked_at, [channel_id for channel_id in hinted if channel_id not in looked_at]

    def _take(self, session: Session, channel_id: int) -> tuple[list[Change], int]:
        """What there is to push of a channel, and up to which change."""
        place, news = self._places[channel_id], self._news.pop(channel_id, {})
        if not self._audience.readers(channel_id):
            return [], place.known
        number, batch = place.change, []
        while number + 1 in news:
            number += 1
            batch.append(news[number])
        if number < place.known and self._audience.room(channel_id):
            missed = changes.after(session, channel_id, number, PAGE)
            batch += missed
            number = missed[-1].number if missed else place.known
        if number < place.known:
            self._wake.set()
        return batch, number


_HEADS = select(Channel.id, Channel.head_seq, Channel.head_change)
