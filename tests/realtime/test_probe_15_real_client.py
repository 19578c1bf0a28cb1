"""Landmine 15: the bundled test client checks no Origin and refuses a message queue, so nothing here may use it."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
WORDS = ("SocketIO" + "TestClient", "socket_io.test" + "_client", "socketio.test" + "_client")


def test_no_test_of_sockets_uses_the_bundled_client() -> None:
    using = [
        path.name for path in TESTS.rglob("*.py") if any(word in path.read_text(encoding="utf-8") for word in WORDS)
    ]
    assert using == []
