"""One client under Engine.IO: `StockSocket` with its queue and writer, bounded; `DirectSocket` over an `Outbound` alone."""

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import engineio
import engineio.socket
import simple_websocket.ws
from engineio import packet as engine_packet
from gevent import get_hub
from wsproto.events import CloseConnection
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from ..frames import text_frame
from ..outbound import FAREWELL_SECONDS, Outbound
from . import bounds
from .websocket import BoundedWebSocket

if TYPE_CHECKING:
    from .server import BoundedEngine


class BoundedSocket(engineio.socket.Socket):
    """One client under Engine.IO, with a bound on each thing that it could make us keep."""

    closed: bool

    def __init__(self, server: "BoundedEngine", sid: str) -> None:
        super().__init__(server, sid)
        self.outbound: Outbound | None = None
        self.is_leaving = False
        self._ws: BoundedWebSocket | None = None
        self._deadline: Any = None

    def expect_connect(self) -> None:
        """Give the client five seconds to say CONNECT (and be let in)."""
        self.admit()
        self._deadline = get_hub().loop.timer(bounds.CONNECT_WITHIN_SECONDS)
        self._deadline.start(self.abort)

    def admit(self) -> None:
        """The client has been let in: no deadline any more."""
        if self._deadline is not None:
            self._deadline.close()
            self._deadline = None

    def abort(self) -> None:
        """Cut the connection now; may be called from anywhere and never waits."""
        self.is_leaving = True
        if self.outbound is not None:
            self.outbound.abort()

    def leave(self) -> None:
        """Close politely: what waits still goes out, then the closing handshake, within a second."""
        if self.is_leaving or self.outbound is None or self._ws is None:
            return
        self.is_leaving = True
        if self._ws.connected:
            self.outbound.send(self._ws.ws.send(CloseConnection(CloseReason.GOING_AWAY)))
        self.outbound.finish()

    def receive(self, pkt: Any) -> None:
        if not self.is_leaving:
            super().receive(pkt)

    def _upgrade_websocket(self, environ: dict[str, Any], start_response: Any) -> Any:
        try:
            self._ws = BoundedWebSocket(environ, self._wrap)
        except (simple_websocket.ConnectionError, LocalProtocolError, RemoteProtocolError):
            return self.server._bad_request()
        self.expect_connect()
        try:
            self._websocket_handler(self._ws)
        except (ValueError, engineio.exceptions.EngineIOError):
            pass  # not Engine.IO that it speaks
        finally:
            self.admit()
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            self.is_leaving = True
            _part(self._ws.sock)
        if "gunicorn.socket" in environ:
            raise StopIteration  # gunicorn's own way to say that the socket is done with
        return []

    def _wrap(self, sock: Any) -> Outbound:
        self.outbound = Outbound(sock, self.server.turn)
        return self.outbound


def _part(outbound: Outbound) -> None:
    """Let what waits go out, and hear the other side out for a while: closing on unread input would throw both away."""
    outbound.finish()
    patience = 4 * bounds.MOST_MESSAGE_BYTES
    with suppress(OSError):
        while patience > 0 and (data := outbound.recv(65536)):
            patience -= len(data)
    if patience <= 0:
        outbound.abort()
    outbound.close()


class StockSocket(BoundedSocket):
    """Engine.IO's own queue and writer, bounded."""

    def send(self, pkt: Any) -> None:
        if self.queue.qsize() >= bounds.MOST_WAITING_PACKETS:
            self.abort()
        elif not self.closed:
            super().send(pkt)

    def leave(self) -> None:
        if self.is_leaving or self.outbound is None:
            return
        self.is_leaving = True
        self.queue.put(None)  # the writer empties the queue, then says that it closes
        self._deadline = get_hub().loop.timer(FAREWELL_SECONDS)
        self._deadline.start(self.abort)


class DirectSocket(BoundedSocket):
    """Packets go to the outbound at once: no queue, no writer greenlet, no greenlet asleep for the next ping."""

    def __init__(self, server: "BoundedEngine", sid: str) -> None:
        super().__init__(server, sid)
        self.queue = None
        self.last_ping: float | None = None
        self.ping_at = time.monotonic() + bounds.PING_EVERY_SECONDS
        self._early: list[bytes] = []

    def send(self, pkt: Any) -> None:
        frame = text_frame(pkt.encode())
        if self.outbound is None:
            self._early.append(frame)
        else:
            self.outbound.send(frame)

    def schedule_ping(self) -> None:
        self.last_ping = None
        self.ping_at = time.monotonic() + bounds.PING_EVERY_SECONDS

    def heartbeat(self, now: float) -> None:
        """Ping when it is time, cut when the answer is overdue; called about once a second with a monotonic time."""
        if self.last_ping is not None and now > self.last_ping + bounds.PING_WITHIN_SECONDS:
            self.abort()
        elif self.last_ping is None and now >= self.ping_at:
            self.last_ping = now
            self.send(engine_packet.Packet(engine_packet.PING))

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        if not self.closed:
            self.closing = self.closed = True
            self.server._trigger_event(
                "disconnect", self.sid, reason or self.server.reason.SERVER_DISCONNECT, run_async=False
            )

    def _websocket_handler(self, ws: BoundedWebSocket) -> None:
        self.connected = self.upgraded = True
        for frame in self._early:
            ws.sock.send(frame)
        self._early.clear()
        while not self.closed and (data := ws.receive()) is not None:
            with suppress(engineio.exceptions.UnknownPacketError):
                self.receive(engine_packet.Packet(encoded_packet=data))
