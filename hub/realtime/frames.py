"""What goes over the wire, as bytes: a Socket.IO event inside an Engine.IO message inside a WebSocket frame."""

import json
from struct import pack
from typing import Any

_SHORT, _TWO_BYTES = 126, 65536


def text_frame(text: str) -> bytes:
    """One unmasked, final WebSocket text frame (RFC 6455 §5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < _SHORT:
        return pack("!BB", 0x81, size) + payload
    if size < _TWO_BYTES:
        return pack("!BBH", 0x81, 126, size) + payload
    return pack("!BBQ", 0x81, 127, size) + payload


def event_frame(event: str, data: dict[str, Any]) -> bytes:
    """The frame of the Socket.IO event `event` in namespace `/`; Chinese goes as UTF-8, not as escapes of twice the size."""
    return text_frame("42" + json.dumps([event, data], ensure_ascii=False, separators=(",", ":")))
