"""When the database goes away while changes are read, or one cannot be drawn, the others are pushed all the same, later."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import select

from hub.channels import intake
from hub.channels.models import Channel
from hub.channels.shapes import MessageDraft
from hub.core import db
from hub.realtime import changes, pacing, pushing, streamed, streams
from hub.realtime.audience import Audience, Connection
from hub.realtime.streams import Streams
from tests.channels.scene import Scene, build

ROOMS = ("家庭", "全区")
WORDS = 3


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    db.open_database(database_url)
    with db.transaction() as session:
        made = build(session)
    yield made
    db.close_database()


def keys(scene: Scene) -> list[int]:
    with db.reading() as session:
        wanted = [scene.channels[room] for room in ROOMS]
        return [session.scalars(select(Channel.id).where(Channel.public_id == one)).one() for one in wanted]


@pytest.fixture
def pushed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, list[int]]]:
    """Somebody who has both rooms open; what they were sent, by room, when the streams have tried twice."""
    audience, fanout = Audience(), Mock()
    connection = Connection("sid", Mock(), scene["甲一"], 0, monotonic())
    audience.admit(connection, keys(scene))
    for key in keys(scene):
        audience.enter(connection, key)
    working = Streams(audience, fanout, lambda _session: None)
    working.begin()
    monkeypatch.setattr(streamed, "render_fragment", lambda *_args, message, **_more: message.body)

    def deliver_twice() -> dict[str, list[int]]:
        for number, room in enumerate(ROOMS * WORDS):
            intake.post(scene["甲一"], MessageDraft(scene.channels[room], f"s-{number}", f"第{number}条"))
        for key in keys(scene):
            working.hint(key, WORDS)
        with pytest.raises(OSError, match="once"):
            working.deliver()
        working.deliver()
        sent: dict[str, list[int]] = {room: [] for room in ROOMS}
        for _to, name, data in (call.args for call in fanout.send.call_args_list):
            if name == "stream" and "client_id" not in data:
                sent[next(room for room in ROOMS if scene.channels[room] == data["channel"])].append(data["change"])
        return sent

    return deliver_twice


def once(work: Callable[..., Any], turn: int = 1) -> Callable[..., Any]:
    """`work`, which fails at its so-manieth call."""
    calls = []

    def failing(*args: Any, **more: Any) -> Any:
        calls.append(args)
        if len(calls) == turn:
            raise OSError("once")
        return work(*args, **more)

    return failing


def test_a_read_that_breaks_off_is_read_again(pushed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "after", once(changes.after, turn=2))
    assert pushed() == {room: [1, 2, 3] for room in ROOMS}


def test_a_connection_that_breaks_at_the_end_of_a_read_loses_nothing(
    pushed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [True]

    @contextmanager
    def reading() -> Iterator[Any]:
        with db.reading() as session:
            yield session
        if fails.pop() if fails else False:
            raise OSError("once")

    monkeypatch.setattr(streams, "reading", reading)
    assert pushed() == {room: [1, 2, 3] for room in ROOMS}


def test_one_that_cannot_be_drawn_keeps_no_other_room_waiting(pushed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing, "stream_data", once(pushing.stream_data))
    sent = pushed()
    assert sent[ROOMS[1]] == [1, 2, 3]


def test_a_head_that_cannot_be_said_keeps_no_other_waiting(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "REST", 0.0)
    audience, fanout = Audience(), Mock()
    audience.admit(Connection("sid", Mock(), scene["甲一"], 0, monotonic()), keys(scene))
    working = Streams(audience, fanout, lambda _session: None)
    working.begin()
    for number, room in enumerate(ROOMS):
        intake.post(scene["甲一"], MessageDraft(scene.channels[room], f"s-{number}", "话"))
    working.look_around()
    fanout.send = Mock(side_effect=once(lambda *_args, **_more: None))
    with pytest.raises(OSError, match="once"):
        working.deliver()
    (failed,) = (call.args[2]["channel"] for call in fanout.send.call_args_list)
    working.deliver()
    said = {call.args[2]["channel"] for call in fanout.send.call_args_list[1:]}
    assert said == {scene.channels[room] for room in ROOMS} - {failed}
