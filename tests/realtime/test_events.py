"""What clients may send, and what they get for it: the wire table of docs/api.md, and every kind of nonsense."""

import json
from time import monotonic
from typing import Any

import pytest

from hub.core import policy
from hub.realtime import sockets  # noqa: F401 (it registers the events)
from hub.realtime.doors import EVENTS, check_all
from hub.realtime.presence import EVERY_SECONDS
from tests.realtime.wire import RawSocket
from tests.realtime.world import World

VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "\u0000",
    "\ud800",
    "字" * 300,
    [],
    [1],
    {},
    {"a": {"b": [None]}},
]
CODES = {"invalid", "denied", "not_found", "conflict", "too_large", "rate_limited", "unavailable"}
BODIES: dict[str, dict[str, Any]] = {
    "channel:open": {"channel": "ROOM"},
    "channel:close": {"channel": "ROOM"},
    "message:post": {
        "channel": "ROOM",
        "client_id": "a-1",
        "body": "好",
        "reply_to": None,
        "wants_ack": None,
        "announcement": False,
    },
    "channel:read": {"channel": "ROOM", "seq": 1},
    "channel:typing": {"channel": "ROOM"},
}
"""A good body of each event."""


def in_room(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """The body with the public id of the room in it."""
    return {name: world.room if value == "ROOM" else value for name, value in body.items()}


@pytest.fixture
def raw(either: World) -> RawSocket:
    return either.socket(either.person())


def test_every_event_has_a_policy_that_is_registered() -> None:
    check_all()
    assert {door.policy for door in EVENTS.values()} <= policy.names()
    assert set(EVENTS) == set(BODIES)


def test_opening_says_where_the_channel_stands(either: World, raw: RawSocket) -> None:
    posted = either.post(raw, "第一条")
    answer = raw.call("channel:open", {"channel": either.room})
    assert answer == {"ok": True, "head": posted["seq"], "change": posted["change"], "last_read": answer["last_read"]}
    later = either.person()
    assert either.socket(later).call("channel:open", {"channel": either.room})["last_read"] == posted["seq"]


def test_a_post_is_answered_after_the_commit_and_a_retry_has_one_effect(either: World, raw: RawSocket) -> None:
    body = {"channel": either.room, "client_id": "retry-1", "body": "只要一次"}
    first, second = raw.call("message:post", body), raw.call("message:post", body)
    assert set(first) == {"ok", "id", "seq", "change", "posted_at", "duplicate"}
    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert (first["id"], first["seq"]) == (second["id"], second["seq"])
    assert raw.call("message:post", body | {"body": "别的话"})["error"]["code"] == "conflict"
    last = either.post(raw, "再说一句")
    assert [raw.event("stream")["id"] for _turn in range(2)] == [first["id"], last["id"]]


def test_reading_never_goes_back(either: World, raw: RawSocket) -> None:
    seq = either.post(raw, "读到这里")["seq"]
    assert raw.call("channel:read", {"channel": either.room, "seq": seq}) == {"ok": True, "last_read": seq}
    assert raw.call("channel:read", {"channel": either.room, "seq": 1}) == {"ok": True, "last_read": seq}
    assert raw.call("channel:read", {"channel": either.room, "seq": 10**9})["last_read"] == seq


def test_typing_is_told_to_others_now_and_then(either: World) -> None:
    someone = either.person()
    writer, reader = either.socket(someone), either.socket(either.person("区乙局"))
    start = monotonic()
    for _turn in range(50):
        assert writer.call("channel:typing", {"channel": either.room}) == {"ok": True}
    times = 1 + int((monotonic() - start) / EVERY_SECONDS)
    assert reader.call("test:echo", {})["ok"]  # what was told before is here
    told = [reader.events.popleft() for _event in list(reader.events)]
    assert 1 <= len(told) <= times
    expected = ("typing", {"channel": either.room, "name": someone.name, "unit": "区甲局"})
    assert [event for event in told if event != expected] == []
    assert [name for name, _data in writer.events] == []


def test_a_post_may_ask_for_acknowledgement(either: World, raw: RawSocket) -> None:
    asked = either.socket(either.person("区乙局"), opens=None)
    body = {"channel": either.room, "client_id": "ack", "body": "收到请回复"}
    for wrong in (True, [], {"units": []}, {"units": ["responsible"], "within_hours": "8"}, {"units": ["nobody"]}):
        assert raw.call("message:post", body | {"wants_ack": wrong})["error"]["code"] == "invalid"
    assert raw.call("message:post", body | {"wants_ack": {"units": ["responsible"], "within_hours": 8}})["ok"]
    assert asked.event("head")["mentions_me"]


@pytest.mark.parametrize("event", BODIES)
def test_every_type_in_every_field_is_answered(either: World, raw: RawSocket, event: str) -> None:
    """Nothing makes an exception, and nothing costs the connection."""
    good = in_room(either, BODIES[event])
    bodies: list[Any] = [good | {field: value} for field in good for value in VALUES]
    bodies += [{name: good[name] for name in good if name != field} for field in good]
    bodies += [*VALUES, good | {"more": 1}, [good], json.dumps(good)]
    numbers = [raw.send_event(event, body) for body in bodies]
    answers = [raw.answer(number, 20) for number in numbers]
    for body, answer in zip(bodies, answers, strict=True):
        if not answer["ok"]:
            assert set(answer) == {"ok", "error"}, body
            assert set(answer["error"]) == {"code", "message"}, body
            assert answer["error"]["code"] in CODES - {"unavailable", "rate_limited"}, (body, answer)
            assert answer["error"]["message"], body
    assert raw.call(event, good | ({"client_id": "at-last"} if "client_id" in good else {}))["ok"]


@pytest.mark.parametrize("channel", ["全区", "nowhere-at-all", "00000000000000", "' or 1=1 --"])
@pytest.mark.parametrize("event", BODIES)
def test_what_one_may_not_know_of_is_not_found(either: World, event: str, channel: str) -> None:
    raw = either.socket(either.person("东街道"), opens=None)
    public_id = either.scene.channels.get(channel, channel)
    answer = raw.call(event, BODIES[event] | {"channel": public_id})
    assert answer["error"]["code"] in {"not_found", "invalid"}
    if channel == "全区":
        assert answer["error"]["code"] == "not_found"


PACKETS = [
    "42", '42"x"', "42{}", "42[]", "42[1]", '42[["message:post"],{}]', '42["message:post"]', '42["message:post",{},{}]', "42[null,{}]",
    '42["no:such",{}]', '42["connect",{"hub.ticket":1}]', '42["disconnect","x"]', '42["__init__",{}]', "42[", "42" + "[" * 5_000,
    "429" * 60 + "[]", "43[]", '431["x"]', "43", "44", '44{"message":"x"}', "45", '451-["x",{"_placeholder":true,"num":0}]', "46", "47",
    "48", "4", "40", '40/admin,{"token":1}', '42/admin,["channel:open",{}]', "4null", '4{"a":1}', '4"text"', "4[1]", "2", "2probe",
    "5", "6", "3", "42[NaN,{}]", '42["channel:open",{"channel":NaN}]', '42["channel:open",{"channel":' + "9" * 4_000 + "}]",
]  # fmt: skip
"""Packets that no client of ours would send."""


@pytest.mark.parametrize("packet", PACKETS, ids=[packet[:40] for packet in PACKETS])
def test_packets_that_are_none_harm_nobody(either: World, raw: RawSocket, packet: str) -> None:
    other = either.socket(either.person("区乙局"))
    raw.send(packet)
    assert raw.call("channel:read", {"channel": either.room, "seq": 0})["ok"]
    assert either.post(other, "别人照常")["ok"]
    assert raw.event("stream")["text"] == "别人照常"


@pytest.mark.parametrize("packet", ["", "x", "1"])
def test_what_is_not_even_engine_io_ends_that_connection_alone(either: World, raw: RawSocket, packet: str) -> None:
    other = either.socket(either.person("区乙局"))
    raw.send(packet)
    raw.closing_code()
    assert either.post(other, "别人照常")["ok"]


def test_binary_messages_are_not_taken(either: World, raw: RawSocket) -> None:
    raw.ws.send_binary(b'42["message:post",{}]')
    raw.ws.send_binary(b"\xff" * 100)
    assert raw.call("channel:read", {"channel": either.room, "seq": 0})["ok"]


def test_answers_speak_the_persons_language(either: World) -> None:
    answers = [
        either.socket(either.person(locale=locale), opens=None).call("channel:open", {"channel": "00000000000000"})
        for locale in ("zh", "en")
    ]
    chinese, english = (answer["error"]["message"] for answer in answers)
    assert "没有找到" in chinese
    assert english.isascii()
