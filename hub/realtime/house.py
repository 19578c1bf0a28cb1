"""Real time in one process: lets people in, answers their events, hears what was committed, keeps everybody to their rights."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any

import gevent
from gevent.lock import BoundedSemaphore
from gevent.pool import Group

from ..core import crowd
from ..core.config import Settings
from ..core.i18n import _
from . import changes, doors, rights
from .audience import Audience
from .bus import Bus
from .fanout import DirectFanout, Fanout, StockFanout
from .gate import Gate
from .keeping import GOODBYE_SECONDS, Keeper
from .limits import Limits
from .presence import Typing
from .reception import Reception
from .shim import BoundedServer, DirectSocket, StockSocket
from .streams import Streams

log = logging.getLogger(__name__)

MOST_PENDING = 64
LOOK_EVERY_SECONDS = 1.0
DOUBT_EVERY_SECONDS = 30.0
"""Sessions also run out by time; nothing counts that."""


class House:
    """All that the doors and the streams of one process share. Starts its greenlets with the first socket."""

    def __init__(self, settings: Settings, server: BoundedServer) -> None:
        is_direct = settings.fanout == "own"
        server.eio.socket_class = DirectSocket if is_direct else StockSocket
        self.audience = Audience()
        self.fanout: Fanout = DirectFanout() if is_direct else StockFanout(server)
        self.epoch = rights.Epoch()
        self.watch = rights.Watch(self.audience, self.epoch)
        self.streams = Streams(self.audience, self.fanout, Keeper(self.watch, self.fanout).keep)
        self.typing = Typing(self.audience, self.fanout)
        self.reception = Reception(self.audience, self.watch, self.streams, server.wire)
        self.in_work = 0
        crowd.counted_by(self.audience.__len__)
        self._settings = settings
        self._server = server
        self._greenlets: Group | None = None
        self._starting = Lock()
        self._pending: dict[str, BoundedSemaphore] = {}
        self._bus: Bus | None = None

    def start(self) -> None:
        """Begin to work; called before the first socket is let in."""
        with self._starting:  # several first sockets come at once when a server is back
            if self._greenlets is None:
                self._greenlets = self._start()

    def _start(self) -> Group:
        self.limits = Limits(self._settings.post_limit)
        self.reception.gate = Gate(self._settings, self.limits)
        self.streams.begin()
        greenlets = Group()
        for work in (self.streams.run, self._look_around, self._beat):
            greenlets.spawn(work)
        if self._settings.redis_url:
            self._bus = Bus(self._settings.redis_url, self.streams, self.typing.hear)
            greenlets.spawn(self._bus.run_speaker)
            greenlets.spawn(self._bus.run_listener)
        return greenlets

    def enter(self, environ: dict[str, Any]) -> str | None:
        """The gate before the upgrade: the status to refuse with, or None."""
        self.start()
        return self.reception.gate.enter(environ)

    def disconnect(self, sid: str, _reason: str | None = None) -> None:
        """A socket is gone."""
        connection = self.audience.find(sid)
        self._pending.pop(sid, None)
        if connection is not None:
            self.audience.dismiss(connection)

    # --- events ----------------------------------------------------------------------------------------------------------

    def receive(self, sid: str, data: object, reply: Callable[[Any], None]) -> None:
        """Answer one event, exactly once. Posts wait for their commit beside the socket, 64 at most; others hold it up."""
        connection = self.audience.find(sid)
        if connection is None or self.reception.is_closing:
            code = "denied" if connection is None else "unavailable"
            reply(doors.refusal(code, _("连接即将关闭，请重新连接后再试。")))
            return
        self.in_work += 1
        work = doors.knock(self, self.epoch, self.limits, connection, data)
        if not doors.waits(data):
            self._finish(work, reply)
            return
        room = self._pending.setdefault(sid, BoundedSemaphore(MOST_PENDING))
        room.acquire()
        gevent.spawn(self._finish, work, reply, room.release)

    def _finish(
        self, work: Callable[[], doors.Answer], reply: Callable[[Any], None], then: Callable[[], Any] | None = None
    ) -> None:
        try:
            reply(work())
        finally:
            self.in_work -= 1
            if then is not None:
                then()

    # --- news ------------------------------------------------------------------------------------------------------------

    def hear(self, events: list[Any]) -> None:
        """What a transaction of this process has committed."""
        if self._settings.redis_url:
            self.start()  # nobody is connected here, maybe, but they are elsewhere
        if self._greenlets is None:
            return
        self.epoch.forget()
        for event in events:
            change = changes.from_event(event)
            if change is not None:
                self.streams.hear(change)
                if self._bus is not None:
                    self._bus.moved(change.channel_id, change.number)
        self.streams.wake()
        if self._bus is not None:
            self._bus.nudge()

    def tell_typing(self, channel_id: int, person_id: int, data: dict[str, str]) -> None:
        """Tell everybody else in the channel who types, here and in the other processes."""
        self.typing.tell(channel_id, person_id, data)
        if self._bus is not None:
            self._bus.typing(channel_id, person_id)

    # --- by the clock ----------------------------------------------------------------------------------------------------

    def _look_around(self) -> None:
        doubt_at = monotonic() + DOUBT_EVERY_SECONDS
        while True:
            gevent.sleep(LOOK_EVERY_SECONDS)
            if not len(self.audience):
                continue
            if monotonic() > doubt_at:
                doubt_at = monotonic() + DOUBT_EVERY_SECONDS
                self.watch.doubt()
            try:
                self.streams.look_around()
            except Exception:
                log.exception("could not look at the heads; trying again in a second")

    def _beat(self) -> None:
        while True:
            gevent.sleep(1.0)
            now = monotonic()
            for socket in list(self._server.eio.sockets.values()):
                if isinstance(socket, DirectSocket):
                    socket.heartbeat(now)

    # --- the end ---------------------------------------------------------------------------------------------------------

    def drain(self, within_seconds: float = 3.0) -> None:
        """Take nothing new, finish what is in work, push it, say goodbye, close. Returns within the given time."""
        self.reception.is_closing = True
        if self._greenlets is None:
            return
        self.reception.close()
        give_up_at = monotonic() + within_seconds
        _wait(lambda: not self.in_work and self.streams.is_idle, give_up_at - GOODBYE_SECONDS)
        self.fanout.send(list(self.audience), "bye", {"reason": "restart", "retry_in_ms": 1500})
        sockets = self._server.eio.sockets
        for socket in list(sockets.values()):
            socket.leave()
        _wait(lambda: not sockets, give_up_at)
        for socket in list(sockets.values()):
            socket.abort()
        self._greenlets.kill(block=False)


def _wait(condition: Callable[[], bool], until: float) -> None:
    while not condition() and monotonic() < until:
        gevent.sleep(0.01)
