"""One event to many sockets: encoded once and written straight to each, or handed to Flask-SocketIO as it comes.

What costs, measured on one core with 500 clients (docs/landmines.md), is a packet, a queue entry and a switch of greenlets
per recipient, not the bytes. So `DirectFanout` encodes an event into one WebSocket frame and gives the same bytes to each
socket's `Outbound`, which

- writes when the loop's turn ends, so that frames which fall due together, acknowledgements and pings among them, leave in
  one system call and in the order in which they were given;
- never waits: what the kernel refuses is kept and goes out when the socket can take it;
- cuts off a reader who is 4 MB or 10 s behind. He connects again and fetches the changes; nothing is lost by it.

`StockFanout` (HUB_FANOUT=stock) goes the way of the libraries: slower, and the reference for the same tests. Both take their
recipients one by one, never a room's name: an event without recipients reaches nobody (docs/landmines.md, 5).
"""

from collections.abc import Collection
from typing import Any, Protocol

from .audience import Connection
from .frames import event_frame
from .shim import BoundedServer

NOBODY: frozenset[Connection] = frozenset()


class Fanout(Protocol):
    """The only way by which anything is pushed."""

    def send(
        self, recipients: Collection[Connection], event: str, data: dict[str, Any], but: Collection[Connection] = NOBODY
    ) -> None:
        """Send one event to each recipient that is not among `but`; never waits for any of them."""


class DirectFanout:
    """One frame for all."""

    def send(
        self, recipients: Collection[Connection], event: str, data: dict[str, Any], but: Collection[Connection] = NOBODY
    ) -> None:
        """Encode once, give the same bytes to each socket."""
        if not recipients:
            return
        frame = event_frame(event, data)
        for connection in recipients:
            if connection not in but:
                connection.wire.outbound.send(frame)


class StockFanout:
    """python-socketio's emit; each socket is a room of its own there."""

    def __init__(self, server: BoundedServer) -> None:
        self._server = server

    def send(
        self, recipients: Collection[Connection], event: str, data: dict[str, Any], but: Collection[Connection] = NOBODY
    ) -> None:
        """Emit to the sockets by their ids."""
        sids = [connection.sid for connection in recipients if connection not in but]
        if sids:
            self._server.emit(event, data, to=sids)
