"""No greenlet gives way inside a transaction on SQLite: one that did would freeze the whole process at the next write."""

import pytest

from hub.core import db
from tests.faults import TRIPPED
from tests.realtime.conftest import StartHub
from tests.realtime.world import build

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]

CLIENTS = 50
ROUNDS = 8


def test_fifty_clients_post_read_and_edit_without_tripping_it(start_hub: StartHub) -> None:
    world = build(start_hub("trip-wire"))
    people = [world.person() for _turn in range(CLIENTS // 5)]
    sockets = [(someone, world.socket(someone)) for someone in people for _turn in range(5)]
    db.close_database()  # from here on the hub alone writes
    for turn in range(ROUNDS):
        asked = []
        for index, (_someone, raw) in enumerate(sockets):
            body = {"channel": world.room, "client_id": f"{turn}.{index}", "body": f"第{turn}轮 @各成员单位"}
            asked.append((raw, raw.send_event("message:post", body)))
            asked.append((raw, raw.send_event("channel:read", {"channel": world.room, "seq": turn * CLIENTS + index})))
            asked.append((raw, raw.send_event("channel:typing", {"channel": world.room})))
        answers = [raw.answer(number, 30) for raw, number in asked]
        assert all(answer["ok"] for answer in answers)
        ids = [answer["id"] for answer in answers if "id" in answer]
        for (someone, _raw), message in list(zip(sockets, ids, strict=True))[::10]:
            world.patch(someone, f"/messages/{message}", {"body": f"第{turn}轮，改过"})
    assert TRIPPED not in world.hub.output


def test_a_deliberate_violation_trips_it(start_hub: StartHub) -> None:
    world = build(start_hub("trip-wire"))
    assert world.socket(world.person()).call("test:violate", {})["ok"]
    assert TRIPPED in world.hub.output
