"""Many messages that change at once, as when a sweep fires: whoever looks gets each of them in order, and nobody else costs a read."""

from collections.abc import Iterator
from time import monotonic
from typing import Any
from unittest.mock import Mock

import pytest
from gevent.pool import Group
from sqlalchemy import select

from hub.channels import changing
from hub.channels.models import Channel, Message
from hub.core import clock, db
from hub.core.config import load_settings
from hub.escalation.sweep import sweep
from hub.realtime import streams
from hub.realtime.audience import Audience, Connection
from hub.realtime.bus import Bus
from hub.realtime.house import House
from hub.realtime.streams import Streams
from tests.channels.conftest import heard, scene
from tests.channels.scene import Scene, statements
from tests.issues.story import Story, shanghai

__all__ = ["heard", "scene"]
ROOM = "家庭"


class Room:
    """Three issues in ROOM whose first step is due, and a house with one person in it, whose hands are ours."""

    def __init__(self, story: Story, who: str, *, is_open: bool = True) -> None:
        self.fanout, audience = Mock(), Audience()
        self.connection = Connection(who, Mock(), story.scene[who], 0, monotonic())
        key = self.key(story.scene)
        audience.admit(self.connection, [key])
        if is_open:
            audience.enter(self.connection, key)
        self.house = House(load_settings({}), Mock())
        self.house._greenlets = Group()
        self.house.streams = Streams(audience, self.fanout, lambda _session: None)
        self.house._bus = self.bus = Mock(spec=Bus)
        for _turn in range(3):
            story.raised()
        story.at(shanghai(11, 18, 17, 1))
        self.house.streams.begin()

    @staticmethod
    def key(scene: Scene) -> int:
        """The room's key."""
        with db.reading() as session:
            return session.scalars(select(Channel.id).where(Channel.public_id == scene.channels[ROOM])).one()

    def sent(self, name: str) -> list[dict[str, Any]]:
        """What the person got of these."""
        return [call.args[2] for call in self.fanout.send.call_args_list if call.args[1] == name and call.args[0]]


@pytest.fixture
def story(scene: Scene) -> Iterator[Story]:
    """The committee of the issues' tests."""
    with Story(scene) as made:
        yield made


def test_whoever_looks_gets_each_in_order_as_it_is_now(
    story: Story, heard: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "render_fragment", lambda *_args, message, **_more: message.facets.issue.next_tells)
    room = Room(story, "乙一")
    before = len(heard)
    assert sweep() == {"fired": 3}
    room.house.hear(heard[before:])
    room.house.streams.deliver()
    assert [stream["change"] for stream in room.sent("stream")] == [7, 8, 9]
    assert {stream["action"] for stream in room.sent("stream")} == {"replace"}
    assert {stream["html"] for stream in room.sent("stream")} == {("leader",)}
    (head,) = [one for one in room.sent("head") if one["mentions_me"]]
    assert head["change"] == 9
    room.bus.moved.assert_called_once_with(Room.key(story.scene), 9)


def test_it_waits_by_them_for_those_whom_they_concern_alone(story: Story, heard: list[object]) -> None:
    room = Room(story, "主任", is_open=False)
    before = len(heard)
    sweep()
    room.house.hear(heard[before:])
    room.house.streams.deliver()
    assert room.sent("stream") == []
    assert [(head["change"], head["mentions_me"]) for head in room.sent("head")] == [(9, False)]


def test_a_sweep_reads_no_message(story: Story) -> None:
    Room(story, "乙一")
    with statements() as sent:
        sweep()
    assert not [statement for statement in sent if "message.body" in statement]


def test_what_has_been_taken_back_changes_no_more(story: Story, heard: list[object]) -> None:
    key = story.issue(story.raised()).message_id
    with db.transaction() as session:
        session.get_one(Message, key).retracted_at = clock.now()
    before = len(heard)
    with db.transaction() as session:
        changing.tell_many(session, [key], "issue")
    assert heard[before:] == []
