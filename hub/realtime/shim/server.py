"""Engine.IO and Socket.IO over WebSocket alone, with bounded clients; every event goes to one function of ours."""

from collections.abc import Callable
from typing import Any

import engineio
import socketio
from engineio import packet as engine_packet
from socketio import packet as socket_packet

from ..outbound import Turn
from . import bounds
from .clients import BoundedSocket, DirectSocket


class BoundedEngine(engineio.Server):
    """Engine.IO over WebSocket alone, with bounded sockets."""

    socket_class: type[BoundedSocket] = DirectSocket

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.turn = Turn()

    def _handle_connect(
        self, environ: dict[str, Any], start_response: Any, transport: str, jsonp_index: None = None
    ) -> Any:
        sid = self.generate_id()
        client = self.sockets[sid] = self.socket_class(self, sid)
        opening = {"sid": sid, "upgrades": [], "pingInterval": bounds.PING_EVERY_SECONDS * 1000}
        opening |= {"pingTimeout": bounds.PING_WITHIN_SECONDS * 1000, "maxPayload": bounds.MOST_MESSAGE_BYTES}
        client.send(engine_packet.Packet(engine_packet.OPEN, opening))
        self._trigger_event("connect", sid, environ, run_async=False)
        client.schedule_ping()
        try:
            return client.handle_get_request(environ, start_response)
        finally:
            self.sockets.pop(sid, None)


class BoundedServer(socketio.Server):
    """Socket.IO that hands every event to one function of ours and takes nothing but text in namespace `/`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.gate: Callable[[dict[str, Any]], str | None] = lambda environ: None
        self.after: Callable[[dict[str, Any]], None] = lambda environ: None
        self.receive: Callable[[str, Any, Callable[[Any], None]], None] = lambda sid, data, reply: None

    def _engineio_server_class(self) -> type[engineio.Server]:
        return BoundedEngine

    def handle_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Let the gate decide, serve the socket for as long as it lives, and tell when it is over."""
        try:
            refusal = self.gate(environ)
            if refusal is None:
                return super().handle_request(environ, start_response)
        finally:
            self.after(environ)
        start_response(refusal, [("Content-Type", "text/plain"), ("Content-Length", "0"), ("Connection", "close")])
        return []

    def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        try:
            found = self.packet_class(encoded_packet=data) if isinstance(data, str) else None
        except (ValueError, RecursionError):
            found = None
        if found is None or found.namespace not in (None, "/"):
            return
        if found.packet_type == socket_packet.EVENT:
            self._handle_event(eio_sid, "/", found.id, found.data)
        elif found.packet_type == socket_packet.CONNECT:
            self._handle_connect(eio_sid, "/", found.data)
        elif found.packet_type == socket_packet.DISCONNECT:
            self._handle_disconnect(eio_sid, "/")

    def _handle_connect(self, eio_sid: str, namespace: str, data: Any) -> None:
        super()._handle_connect(eio_sid, namespace, data)
        client = self.eio.sockets.get(eio_sid)
        if client is not None and self.manager.sid_from_eio_sid(eio_sid, "/"):
            client.admit()

    def _handle_disconnect(self, eio_sid: str, namespace: str, reason: str | None = None) -> None:
        super()._handle_disconnect(eio_sid, namespace, reason)
        client = self.eio.sockets.get(eio_sid)
        if client is not None and not client.closed:
            client.expect_connect()

    def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: Any) -> None:
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if sid is None or not self.manager.is_connected(sid, "/"):
            return

        def reply(answer: Any) -> None:
            if id is not None:
                self._send_packet(eio_sid, self.packet_class(socket_packet.ACK, id=id, data=[answer]))

        self.receive(sid, data, reply)

    def wire(self, sid: str) -> BoundedSocket:
        """The socket under a client that is connected."""
        found: BoundedSocket = self.eio.sockets[self.manager.eio_sid_from_sid(sid, "/")]
        return found
