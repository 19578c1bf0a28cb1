"""Landmine 1: no compression is agreed on, and nobody can make the server keep more than 64 KiB of a message."""

import base64
import os
import socket
import struct

import psutil
import pytest
import websocket

from tests.realtime.wire import RawSocket
from tests.realtime.world import World
from tests.services.processes import PATIENCE_SECONDS

CHUNK = 32 * 1024
OFFERED = 40 * 1024 * 1024
TOO_BIG = 1009


def test_compression_is_refused(either: World) -> None:
    """The handshake offers permessage-deflate; the answer must not take it up."""
    key = base64.b64encode(os.urandom(16)).decode()
    request = (
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{either.port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
        f"Authorization: Bearer {either.person().token}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", either.port), timeout=PATIENCE_SECONDS) as raw:
        raw.sendall(request.encode())
        answer = raw.recv(4096)
    assert answer.startswith(b"HTTP/1.1 101")
    assert b"sec-websocket-extensions" not in answer.lower()


@pytest.mark.parametrize("is_connected", [False, True], ids=["before CONNECT", "after"])
def test_fragments_are_cut_off_at_64_kib(either: World, is_connected: bool) -> None:
    """Stock assembled 400 MB here. Memory is compared before and after what was offered."""
    memory = psutil.Process(either.hub.process.pid).memory_info
    raw = RawSocket(either.port, token=either.person().token)
    if is_connected:
        raw.connect()
    before = memory().rss
    sent = 0
    with pytest.raises((OSError, websocket.WebSocketException)):  # noqa: PT012 (whichever of them notices the end)
        for number in range(OFFERED // CHUNK):
            opcode = websocket.ABNF.OPCODE_TEXT if number == 0 else websocket.ABNF.OPCODE_CONT
            raw.ws.send_frame(websocket.ABNF(fin=0, opcode=opcode, data=b"x" * CHUNK))
            sent += CHUNK
    assert memory().rss - before < OFFERED / 2
    assert sent < OFFERED


@pytest.mark.parametrize(
    "frames",
    [
        bytes((0x81, 0xFF)) + struct.pack("!Q", 1 << 40) + b"\0\0\0\0" + b"x" * 66_000,
        bytes((0x81, 0xFF)) + struct.pack("!Q", 70_000) + b"\0\0\0\0" + b"42" + b"x" * 69_998,
    ],
    ids=["says it is huge", "is just too large"],
)
def test_the_closing_frame_says_why(either: World, frames: bytes) -> None:
    raw = RawSocket(either.port, token=either.person().token).connect()
    raw.ws.sock.sendall(frames)
    assert raw.closing_code() == TOO_BIG


def test_a_message_just_below_the_limit_passes(either: World) -> None:
    raw = either.socket(either.person())
    assert either.post(raw, "语" * 10_000)["error"]["code"] == "too_large"
    assert raw.call("test:echo", {"number": 7})["number"] == 7
