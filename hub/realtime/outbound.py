"""The bytes on their way to one socket: written straight to the kernel, kept only when it refuses, cut off when too many wait."""

import errno
import socket
from collections import deque
from struct import pack
from time import monotonic
from typing import Any

from gevent import get_hub

MOST_BEHIND_BYTES = 4 * 1024 * 1024
MOST_BEHIND_SECONDS = 10.0
FAREWELL_SECONDS = 1.0
_WRITABLE = 2
_LINGER_NOT = pack("ii", 1, 0)


class Turn:
    """The outbounds that got frames in this turn of the loop; each is written once, when the turn ends."""

    def __init__(self) -> None:
        self._waiting: list[Outbound] = []

    def add(self, outbound: "Outbound") -> None:
        """Have `outbound` written when this turn ends."""
        if not self._waiting:
            get_hub().loop.run_callback(self._write)
        self._waiting.append(outbound)

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        for outbound in waiting:
            outbound.write()


class Outbound:
    """One socket's way out, and the only thing that writes to it, so no frame is ever cut into by another.

    It stands in for the socket inside simple-websocket (`send`, `recv`, `close`), so that handshake, pongs and closing
    frames queue here too, behind what is already under way.
    """

    __slots__ = ("_backlog", "_behind_bytes", "_due", "_io", "_is_closing", "_raw", "_sock", "_timer", "_turn")

    def __init__(self, sock: Any, turn: Turn) -> None:
        self._sock = sock
        self._raw = sock._sock  # gevent's socket waits when the kernel refuses; its inner one says so at once
        self._turn = turn
        self._due: list[bytes] = []
        self._backlog: deque[tuple[float, memoryview]] | None = None
        self._behind_bytes = 0
        self._io: Any = None
        self._timer: Any = None
        self._is_closing = False

    def recv(self, size: int) -> bytes:
        """Wait for input; `b""` at the end."""
        received: bytes = self._sock.recv(size)
        return received

    def send(self, frame: bytes) -> int:
        """Take a whole frame (or several); it goes out when this turn of the loop ends. Never waits."""
        if not self._is_closing:
            if not self._due:
                self._turn.add(self)
            self._due.append(frame)
        return len(frame)

    def write(self) -> None:
        """Hand everything due to the kernel in one call and keep what it refuses."""
        if not self._due:
            return
        data = self._due[0] if len(self._due) == 1 else b"".join(self._due)
        self._due.clear()
        sent = 0 if self._backlog else self._hand_over(data)
        if sent < len(data):
            self._keep(memoryview(data)[sent:])

    def finish(self) -> None:
        """Take nothing more; end our side when all is written, and the whole after a second."""
        if self._is_closing:
            return
        self.write()
        self._is_closing = True
        if not self._backlog:
            self._shut(socket.SHUT_WR)
        self._watch(FAREWELL_SECONDS)

    def abort(self) -> None:
        """End it now; what waits is thrown away, here and in the kernel. The reader wakes up and cleans away."""
        if self._raw is None:
            return
        self._is_closing = True
        self._forget()
        try:
            self._raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        except OSError:
            return
        self._shut(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the socket, whose owner closes it."""
        self._is_closing = True
        self._forget()
        self._raw = None

    def _hand_over(self, data: bytes | memoryview) -> int:
        try:
            return int(self._raw.send(data))
        except BlockingIOError:
            return 0
        except OSError as error:
            if error.errno not in (errno.EPIPE, errno.ECONNRESET, errno.EBADF, errno.ENOTCONN, errno.ETIMEDOUT):
                raise
            self.abort()
            return len(data)

    def _keep(self, rest: memoryview) -> None:
        self._behind_bytes += len(rest)
        if self._behind_bytes > MOST_BEHIND_BYTES:
            self.abort()
            return
        if not self._backlog:
            self._backlog = deque()
            self._io = get_hub().loop.io(self._raw.fileno(), _WRITABLE)
            self._io.start(self._drain)
            self._watch(MOST_BEHIND_SECONDS)
        self._backlog.append((monotonic(), rest))

    def _drain(self) -> None:
        while self._backlog:
            _, data = self._backlog[0]
            sent = self._hand_over(data)
            if not self._backlog:
                return
            self._behind_bytes -= sent
            if sent < len(data):
                self._backlog[0] = (self._backlog[0][0], data[sent:])
                return
            self._backlog.popleft()
        self._stop_watching()
        if self._is_closing:
            self._shut(socket.SHUT_WR)
            self._watch(FAREWELL_SECONDS)

    def _watch(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.close()
        self._timer = get_hub().loop.timer(seconds)
        self._timer.start(self._check)

    def _check(self) -> None:
        if self._is_closing or not self._backlog:
            self.abort()
            return
        left = self._backlog[0][0] + MOST_BEHIND_SECONDS - monotonic()
        if left <= 0:
            self.abort()
        else:
            self._watch(left)

    def _forget(self) -> None:
        self._due.clear()
        self._backlog = None
        self._behind_bytes = 0
        self._stop_watching()

    def _stop_watching(self) -> None:
        for watcher in (self._io, self._timer):
            if watcher is not None:
                watcher.close()
        self._io = self._timer = None

    def _shut(self, how: int) -> None:
        try:
            if self._raw is not None:
                self._raw.shutdown(how)
        except OSError:
            pass
