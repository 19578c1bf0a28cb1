"""The server: Socket.IO attached to the application, and gevent's own WSGI server around both."""

import gc
import logging
import resource
import signal
import socket as sockets
import sys
from collections.abc import Callable
from typing import Any

import gevent
from flask import Flask
from flask_socketio import SocketIO
from gevent.event import Event
from gevent.pywsgi import WSGIHandler, WSGIServer

from ..core import db, events
from ..core.config import Settings
from . import doors
from . import sockets as _doors_of_events
from .house import House
from .shim import BoundedServer, bounds

log = logging.getLogger(__name__)

DOORS = (_doors_of_events,)
MOST_CONNECTIONS = 5_000
IDLE_SECONDS = 75.0
"""A connection that sends nothing for so long is closed, unless it is a socket."""
HTTP_SECONDS = 1.0
"""How long requests under way may take once the server goes down."""

_house: House | None = None


class BoundedSocketIO(SocketIO):
    """Flask-SocketIO over a server with bounds."""

    def init_app(self, app: Flask, **options: Any) -> None:
        """As Flask-SocketIO's, but the server under it is ours."""
        super().init_app(app, **options)
        self.server = BoundedServer(**self.server_options)
        self.sockio_mw.engineio_app = self.server


def attach(app: Flask, settings: Settings) -> None:
    """Put the socket's doors before the application; LookupError for an event without a policy."""
    global _house
    doors.check_all()
    socket_io = BoundedSocketIO()
    socket_io.init_app(
        app,
        path="/socket.io/",
        async_mode="gevent",  # said, or it would follow what is installed (docs/landmines.md, 10)
        transports=["websocket"],
        cors_allowed_origins=lambda origin: origin.lower() in settings.allowed_origins,  # as the gate has asked already
        async_handlers=False,
        max_http_buffer_size=bounds.MOST_MESSAGE_BYTES,
        ping_interval=bounds.PING_EVERY_SECONDS,
        ping_timeout=bounds.PING_WITHIN_SECONDS,
        monitor_clients=settings.fanout == "stock",  # the other kind is watched by the house
    )
    server = socket_io.server
    _house = app.extensions["hub_realtime"] = House(settings, server)
    server.gate, server.after, server.receive = _house.enter, _house.reception.depart, _house.receive
    server.on("connect", _house.reception.connect)
    server.on("disconnect", _house.disconnect)
    events.after_commit(_on_commit)


def _on_commit(recorded: list[Any]) -> None:
    if _house is not None:
        _house.hear(recorded)


class CannotListen(Exception):
    """The address is not there, or somebody else's; the text is the system's reason."""


class Listener(WSGIServer):
    """pywsgi with sockets that do not wait to fill a packet (docs/landmines.md, 14) and do not stay open for nothing."""

    def do_read(self) -> Any:
        """Accept one connection."""
        accepted = super().do_read()
        if accepted is not None:
            accepted[0].setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)
            accepted[0].settimeout(IDLE_SECONDS)
        return accepted


class Exchange(WSGIHandler):
    """One connection's requests; a socket is the last of them."""

    def handle_one_response(self) -> None:
        """Answer one request."""
        super().handle_one_response()
        if self._connection_upgrade_requested():
            self.close_connection = True


def listen(settings: Settings) -> Listener:
    """Take the address, so that nothing is begun for a hub that nobody could reach; who comes waits. Raises CannotListen."""
    # Flask logs to wsgi.errors; were that a log again, the first error would go round until the stack is full.
    said = {"wsgi.errors": sys.stderr}
    place = (settings.host, settings.port)
    listener = Listener(place, spawn=MOST_CONNECTIONS, handler_class=Exchange, log=None, error_log=log, environ=said)
    try:
        listener.init_socket()
    except OSError as error:
        raise CannotListen(error.strerror) from error
    return listener


def serve(app: Flask, listener: Listener, farewell: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGTERM or SIGINT, then stop within 5 s with every acknowledged message kept.

    `farewell` ends what else uses the database, before that is closed.
    """
    _raise_file_limit()
    gc.collect()
    gc.freeze()  # what the imports made stays: going through it again and again would stop everybody for 100 ms
    listener.application = app
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop.set)
    listener.start()
    stop.wait()
    listener.stop_accepting()
    listener.socket.close()
    app.extensions["hub_realtime"].drain()
    listener.stop(timeout=HTTP_SECONDS)
    farewell()
    db.close_database()


def drain_on_sigterm(app: Flask) -> None:
    """Under gunicorn: when its worker is told to stop, close the sockets too, or it would wait for them in vain."""
    before = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: Any) -> None:
        gevent.spawn(app.extensions["hub_realtime"].drain)
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, stop)


def _raise_file_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
