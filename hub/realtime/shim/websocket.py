"""The WebSocket under a client: no compression, no large messages, and nobody who reads ahead."""

import socket as sockets
from collections.abc import Callable
from typing import Any

import simple_websocket.ws
from wsproto import ConnectionType

from . import bounds


class _NoThread:
    """simple-websocket would start a thread that reads ahead without bound; the handler's own greenlet reads instead."""

    name = ""

    def __init__(self, target: object = None) -> None:
        """Take what a thread takes."""

    def start(self) -> None:
        """Start nothing."""

    def set(self) -> None:
        """Nobody waits for this event."""


class BoundedWebSocket(simple_websocket.ws.Server):
    """simple-websocket that refuses compression, large messages, and to read on while an event is being answered."""

    connected: bool

    def __init__(self, environ: dict[str, Any], wrap: Callable[[Any], Any]) -> None:
        self.environ = {name: value for name, value in environ.items() if name != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        self.subprotocols: list[str] = []
        sock = raw_socket(environ)
        sock.settimeout(None)
        sock.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)
        simple_websocket.ws.Base.__init__(
            self,
            wrap(sock),
            connection_type=ConnectionType.SERVER,
            max_message_size=bounds.MOST_MESSAGE_BYTES,
            thread_class=_NoThread,
            event_class=_NoThread,
        )

    def receive(self, timeout: float | None = None) -> str | bytes | None:
        """The next message; None at the end."""
        while self.connected and not self.input_buffer:
            try:
                data = self.sock.recv(self.receive_bytes)
                if not data:
                    break
                self.ws.receive_data(data)
                self.connected = self._handle_events()
            except OSError:
                break
        return self.input_buffer.pop(0) if self.input_buffer else None

    wait = receive

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Say that we close, once."""
        if self.connected:
            super().close(reason, message)


def raw_socket(environ: dict[str, Any]) -> Any:
    """The gevent socket under a request, from pywsgi or gunicorn."""
    found = environ.get("gunicorn.socket")
    return found if found is not None else environ["wsgi.input"].raw._sock
