"""A hub in a process of its own, with doors and faults that only tests have: `python -m tests.realtime.process [fault …]`."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
import traceback  # noqa: E402
from collections.abc import Callable  # noqa: E402
from time import monotonic  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import greenlet  # noqa: E402
from gevent.lock import Semaphore  # noqa: E402
from limits import RateLimitItemPerSecond  # noqa: E402

from hub.app import create_app  # noqa: E402
from hub.channels import pace  # noqa: E402
from hub.core import db  # noqa: E402
from hub.core.config import load_settings  # noqa: E402
from hub.core.viewer import Viewer  # noqa: E402
from hub.realtime import gate, house, limits, outbound, server  # noqa: E402
from hub.realtime.audience import Connection  # noqa: E402
from hub.realtime.doors import Sent, event  # noqa: E402
from hub.realtime.house import House  # noqa: E402
from hub.realtime.shim import bounds, websocket  # noqa: E402
from hub.web.doors import door  # noqa: E402
from tests.faults import TRIPPED  # noqa: E402
from tests.faults.mutants import FAULTS  # noqa: E402

NODELAY = socket.TCP_NODELAY
DAY_SECONDS = 24 * 60 * 60
running = 0
most_running = 0
_holding = Semaphore(0)


class Anything(Sent):
    """A number that comes back."""

    number: int = 0


class Seconds(Sent):
    """How long to take."""

    seconds: float


@event("test:echo", policy="signed_in", model=Anything)
def echo(_house: House, _connection: Connection, _viewer: Viewer, sent: Anything) -> dict[str, Any]:
    """Say the number again, and when."""
    return {"number": sent.number, "at": monotonic()}


@event("test:slow", policy="signed_in", model=Seconds)
def slow(_house: House, _connection: Connection, _viewer: Viewer, sent: Seconds) -> dict[str, Any]:
    """Take long, as a doors' work never should; says how many did so at the same time at most."""
    return _count(sent.seconds)


@event("test:post", policy="signed_in", model=Seconds, is_post=True)
def slow_post(_house: House, _connection: Connection, _viewer: Viewer, sent: Seconds) -> dict[str, Any]:
    """The same among those that wait for a commit."""
    return _count(sent.seconds)


@event("test:hold", policy="signed_in", model=Anything)
def hold(_house: House, _connection: Connection, _viewer: Viewer, _sent: Anything) -> dict[str, Any]:
    """Take until somebody says `test:release`."""
    _holding.acquire()
    return {}


@event("test:release", policy="signed_in", model=Anything)
def release(_house: House, _connection: Connection, _viewer: Viewer, _sent: Anything) -> dict[str, Any]:
    """Let one who holds go on."""
    _holding.release()
    return {}


@event("test:violate", policy="signed_in", model=Anything)
def violate(_house: House, _connection: Connection, _viewer: Viewer, _sent: Anything) -> dict[str, Any]:
    """Give way inside a transaction, as nobody must."""
    with db.transaction():
        gevent.sleep(0.01)
    return {}


@event("test:inside", policy="signed_in", model=Anything)
def inside(house: House, connection: Connection, _viewer: Viewer, _sent: Anything) -> dict[str, Any]:
    """What cannot be seen from outside: options of the caller's TCP connection, and how the server was built."""
    outbound: Any = connection.wire.outbound  # type: ignore[attr-defined]
    return {
        "nodelay": outbound._sock.getsockopt(socket.IPPROTO_TCP, NODELAY),
        "async_mode": house._server.async_mode,
        "transports": house._server.eio.transports,
        "async_handlers": house._server.async_handlers,
        "sockets": len(house._server.eio.sockets),
        "people": len(house.audience),
    }


@door("public")
def bug() -> str:
    """A page that fails as no page should."""
    raise RuntimeError("a planted bug")


def _count(seconds: float) -> dict[str, Any]:
    global running, most_running
    running += 1
    most_running = max(most_running, running)
    gevent.sleep(seconds)
    running -= 1
    return {"most": most_running}


def _ping_often() -> None:
    bounds.PING_EVERY_SECONDS, bounds.PING_WITHIN_SECONDS = 1, 5


def _never_look() -> None:
    house.LOOK_EVERY_SECONDS = 3600.0


def _count_by_the_day() -> None:
    """As many as in life, but in a day: no machine is too slow to do too much."""
    pace.WINDOW_SECONDS = limits.WINDOW_SECONDS = DAY_SECONDS
    limits.CONNECTS, limits.STRANGERS = (
        RateLimitItemPerSecond(limit.amount, DAY_SECONDS, namespace=limit.namespace)
        for limit in (limits.CONNECTS, limits.STRANGERS)
    )


class Everywhere:
    """A set in which everything is."""

    def __contains__(self, _thing: object) -> bool:
        return True


def _take_the_bounds_away() -> None:
    """The stack as it comes, as far as our bounds go: every probe must notice."""
    bounds.MOST_MESSAGE_BYTES = 1 << 30
    bounds.CONNECT_WITHIN_SECONDS = 3600.0
    limits.SOCKETS_PER_PERSON = 1_000_000
    house.MOST_PENDING = 1_000_000
    outbound.MOST_BEHIND_BYTES, outbound.MOST_BEHIND_SECONDS = 1 << 40, 3600.0
    socket.TCP_NODELAY = socket.TCP_QUICKACK  # type: ignore[misc]
    handshake, enter = websocket.BoundedWebSocket.handshake, gate.Gate.__init__

    def offer_compression(self: Any) -> None:
        self.environ["HTTP_SEC_WEBSOCKET_EXTENSIONS"] = "permessage-deflate"
        handshake(self)

    def trust_everybody(self: Any, *args: Any) -> None:
        enter(self, *args)
        self._origins = Everywhere()

    websocket.BoundedWebSocket.handshake = offer_compression
    gate.Gate.__init__ = trust_everybody  # type: ignore[method-assign]


class InTransactions:
    """Stands in for the mark that `core.db` sets in a transaction, and knows who wears it."""

    def __init__(self) -> None:
        self.greenlets: set[greenlet.greenlet] = set()

    @property
    def inside(self) -> bool:
        """Whether the running greenlet is in a transaction."""
        return greenlet.getcurrent() in self.greenlets

    @inside.setter
    def inside(self, is_inside: bool) -> None:
        (self.greenlets.add if is_inside else self.greenlets.discard)(greenlet.getcurrent())


def _stretch_trip_wire() -> None:
    mark = db._here = InTransactions()

    def trace(_event: str, between: tuple[greenlet.greenlet, greenlet.greenlet]) -> None:
        left, _entered = between
        if left in mark.greenlets:
            stack = "".join(traceback.format_stack(left.gr_frame)[-12:])
            print(f"{TRIPPED}\n{stack}", file=sys.stderr, flush=True)  # noqa: T201 (the test reads it)

    gevent.get_hub()
    greenlet.settrace(trace)


CHANGES: dict[str, Callable[[], None]] = {
    "limited": _count_by_the_day,
    "never looks": _never_look,
    "quick pings": _ping_often,
    "no bounds": _take_the_bounds_away,
    "trip-wire": _stretch_trip_wire,
    **FAULTS,
}
"""What may be asked for on the command line: `limited` for the numbers of life, which are lifted otherwise."""


def main() -> None:
    """Plant the faults that are asked for, then serve as ever."""
    if "limited" not in sys.argv:
        os.environ["HUB_POST_LIMIT"] = "1000000"
        limits.CONNECTS = limits.STRANGERS = RateLimitItemPerSecond(1_000_000, 1)
    for name in sys.argv[1:]:
        CHANGES[name]()
    settings = load_settings()
    app = create_app(settings)
    app.add_url_rule("/api/bug", view_func=bug)
    server.serve(app, server.listen(settings))


if __name__ == "__main__":
    main()
