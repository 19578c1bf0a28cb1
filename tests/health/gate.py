"""A way to a PostgreSQL server that can be frozen, as by a network that swallows everything, and shut."""

import socket
import threading
from contextlib import suppress

from sqlalchemy.engine import URL, make_url


class Gate:
    """Listens on this machine and passes everything on to the server at `url`; `through` is the address that leads here."""

    def __init__(self, url: str) -> None:
        self._server = make_url(url)
        self._flows = threading.Event()
        self._flows.set()
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        made: URL = self._server.set(host="127.0.0.1", port=port, query={"sslmode": "disable"})
        self.through = made.render_as_string(hide_password=False)
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """Take everything in, and let nothing through, until `thaw`."""
        self._flows.clear()

    def thaw(self) -> None:
        """Let through what has come, and what comes."""
        self._flows.set()

    def close(self) -> None:
        """Nobody is there any more."""
        self.thaw()
        for one in (self._listener, *self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                server = self._reach()
                self._sockets += [client, server]
                for pair in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _reach(self) -> socket.socket:
        folder = str(self._server.query.get("host", self._server.host or ""))
        if not folder.startswith("/"):
            return socket.create_connection((folder or "127.0.0.1", self._server.port or 5432))
        reached = socket.socket(socket.AF_UNIX)
        reached.connect(f"{folder}/.s.PGSQL.{self._server.port or 5432}")
        return reached

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
