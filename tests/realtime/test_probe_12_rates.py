"""Landmine 12: events have limits of their own; too many are refused with a word, and the connection stays."""

import http.client
import json
from contextlib import closing

import pytest

from tests.realtime.conftest import StartHub
from tests.realtime.wire import RawSocket, Refused
from tests.realtime.world import Someone, World, build
from tests.services.processes import PATIENCE_SECONDS

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]


def test_too_many_are_refused_and_the_rest_goes_on(start_hub: StartHub) -> None:
    limited = build(start_hub("limited", HUB_POST_LIMIT="20"))
    too_many_events(limited)
    too_many_connects(limited)


def too_many_events(limited: World) -> None:
    """Posts have a limit of their own; all events together another."""
    someone = limited.person()
    raw, other = limited.socket(someone), limited.socket(limited.person())
    answers = [limited.post(raw, f"第{turn}条") for turn in range(40)]
    accepted = [answer for answer in answers if answer["ok"]]
    assert len(accepted) == 20
    assert {answer["error"]["code"] for answer in answers if not answer["ok"]} == {"rate_limited"}
    assert by_program(limited, someone) == 429, "another door is no way round"
    assert raw.call("channel:read", {"channel": limited.room, "seq": 1})["ok"]
    assert limited.post(other, "别人照常")["ok"]
    events = [raw.call("test:echo", {"number": turn})["ok"] for turn in range(150)]
    assert events.count(True) < 100
    second = limited.socket(someone, opens=None)
    assert second.call("test:echo", {"number": 1})["error"]["code"] == "rate_limited"


def by_program(limited: World, someone: Someone) -> int:
    """The status of a post over HTTP."""
    connection = http.client.HTTPConnection("127.0.0.1", limited.port, timeout=PATIENCE_SECONDS)
    with closing(connection):
        path, body = f"/api/v1/channels/{limited.room}/messages", json.dumps({"client_id": "h", "body": "换一扇门"})
        connection.request("POST", path, body, {"Authorization": f"Bearer {someone.token}"})
        return connection.getresponse().status


def too_many_connects(limited: World) -> None:
    """Connecting over and over is refused to the one who does it."""
    someone = limited.person()
    statuses = []
    for _turn in range(70):
        try:
            RawSocket(limited.port, cookie=someone.cookie).connect().cut()
        except Refused as refused:
            statuses.append(refused.status)
    assert 429 in statuses
    RawSocket(limited.port, cookie=limited.person().cookie).connect()
