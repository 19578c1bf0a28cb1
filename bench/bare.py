"""The stack as it comes: Flask-SocketIO on gevent, an echo to a room, no accounts, no database. `python -m bench.bare PORT`."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, emit, join_room  # noqa: E402

app = Flask(__name__)
io = SocketIO(app, async_mode="gevent", cors_allowed_origins="*")


@io.on("channel:open")
def open_channel(message: dict[str, Any]) -> dict[str, Any]:
    """Join the room of the channel."""
    join_room(message["channel"])
    return {"ok": True}


@io.on("message:post")
def post(message: dict[str, Any]) -> dict[str, Any]:
    """Echo to everybody in the room, the sender included, and answer."""
    emit("stream", {"channel": message["channel"], "text": message["body"]}, to=message["channel"])
    return {"ok": True}


if __name__ == "__main__":
    io.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_output=False)
