"""Bounds that the Socket.IO stack lacks, over its internals: for exactly these versions, each proven by a probe.

What is bounded (docs/landmines.md): 1 the size of a message and no compression (`websocket`); 2 the time until CONNECT
and 7 what waits for a client that does not read (`clients`); 6 one event of a client at a time (`server`).
"""

from . import bounds
from .clients import DirectSocket, StockSocket
from .server import BoundedServer
from .versions import require_versions

__all__ = ["BoundedServer", "DirectSocket", "StockSocket", "bounds"]

require_versions()
