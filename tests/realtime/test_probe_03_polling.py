"""Landmine 3: no polling, so no session id in an address opens anything."""

import http.client

import pytest

from tests.realtime.wire import RawSocket
from tests.realtime.world import World
from tests.services.processes import PATIENCE_SECONDS


def status(world: World, method: str, query: str, token: str = "", body: bytes | None = None) -> int:
    """The status of one plain request."""
    connection = http.client.HTTPConnection("127.0.0.1", world.port, timeout=PATIENCE_SECONDS)
    connection.request(method, f"/socket.io/?{query}", body, {"Authorization": f"Bearer {token}"} if token else {})
    found = connection.getresponse().status
    connection.close()
    return found


@pytest.mark.parametrize(
    "query", ["EIO=4&transport=polling", "EIO=4", "EIO=3&transport=websocket", "transport=websocket", ""]
)
def test_nothing_but_a_websocket_is_served(either: World, query: str) -> None:
    token = either.person().token
    assert [status(either, method, query, token) for method in ("GET", "POST", "OPTIONS")] == [400, 400, 400]


def test_a_session_id_opens_nothing(either: World) -> None:
    raw = RawSocket(either.port, cookie=either.person().cookie)
    sid = raw.packet(lambda packet: packet.startswith("0")).split('"sid":"')[1].split('"')[0]
    raw.connect()
    for transport in ("polling", "websocket"):
        assert status(either, "GET", f"EIO=4&transport={transport}&sid={sid}") == 400
        assert status(either, "POST", f"EIO=4&transport={transport}&sid={sid}", body=b"41") == 400
    assert raw.call("test:echo", {"number": 3})["number"] == 3
