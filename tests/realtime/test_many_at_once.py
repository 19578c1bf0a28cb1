"""Many messages that change at once, as when a sweep fires: whoever looks gets each of them in order, and nobody else costs a read."""

from collections.abc import Iterator
from time import monotonic
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import select

from hub.channels import changing, intake
from hub.channels.events import MessagePosted
from hub.channels.models import Channel, Message
from hub.channels.shapes import MessageDraft
from hub.core import clock, db
from hub.escalation.sweep import sweep
from hub.realtime import changes, pacing, streamed, streams
from hub.realtime.audience import Audience, Connection
from hub.realtime.streams import Streams
from tests.channels.conftest import heard, scene
from tests.channels.scene import Scene, statements
from tests.issues.story import Story, shanghai

__all__ = ["heard", "scene"]
ROOM = "家庭"
ROOMS = ("全体", "家庭", "街镇", "全区")


def key_of(scene: Scene, room: str) -> int:
    with db.reading() as session:
        return session.scalars(select(Channel.id).where(Channel.public_id == scene.channels[room])).one()


class Room:
    """Three issues in ROOM whose first step is due, and streams for one person, which go on when we say."""

    def __init__(self, story: Story, who: str, *, is_open: bool = True) -> None:
        self.fanout, audience = Mock(), Audience()
        self.connection = Connection(who, Mock(), story.scene[who], 0, monotonic())
        key = key_of(story.scene, ROOM)
        audience.admit(self.connection, [key])
        if is_open:
            audience.enter(self.connection, key)
        self.streams = Streams(audience, self.fanout, lambda _session: None)
        for _turn in range(3):
            story.raised()
        story.at(shanghai(11, 18, 17, 1))
        self.streams.begin()

    def sent(self, name: str) -> list[dict[str, Any]]:
        """What the person got of these."""
        return [call.args[2] for call in self.fanout.send.call_args_list if call.args[1] == name and call.args[0]]


@pytest.fixture
def story(scene: Scene) -> Iterator[Story]:
    """The committee of the issues' tests."""
    with Story(scene) as made:
        yield made


def test_whoever_looks_gets_each_in_order_as_it_is_now(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed, "render_fragment", lambda *_args, message, **_more: message.facets.issue.next_tells)
    room = Room(story, "乙一")
    assert sweep() == {"fired": 3}
    room.streams.look_around()
    room.streams.deliver()
    assert [stream["change"] for stream in room.sent("stream")] == [7, 8, 9]
    assert {stream["action"] for stream in room.sent("stream")} == {"replace"}
    assert {stream["html"] for stream in room.sent("stream")} == {("leader",)}
    (head,) = [one for one in room.sent("head") if one["mentions_me"]]
    assert head["change"] == 9


def test_it_waits_by_them_for_those_whom_they_concern_alone(story: Story) -> None:
    room = Room(story, "主任", is_open=False)
    sweep()
    room.streams.look_around()
    room.streams.deliver()
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


def test_where_nobody_looks_no_message_is_read(story: Story) -> None:
    room = Room(story, "乙一", is_open=False)
    sweep()
    room.streams.look_around()
    with statements() as sent:
        room.streams.deliver()
    assert [head["change"] for head in room.sent("head") if head["mentions_me"]] == [9]
    assert not [statement for statement in sent if "message.body" in statement]


def told(working: Streams, fanout: Mock, scene: Scene) -> list[str]:
    """The channels whose heads go out with the next delivery, in order."""
    names = {public_id: title for title, public_id in scene.channels.items()}
    fanout.reset_mock()
    working.deliver()
    return [names[call.args[2]["channel"]] for call in fanout.send.call_args_list if call.args[1] == "head"]


def test_what_is_said_goes_first_and_nobody_else_waits_for_ever(
    scene: Scene, heard: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HINTED", 1)
    monkeypatch.setattr(streams, "TOGETHER", 1)
    monkeypatch.setattr(pacing, "REST", 0.0)
    keys, fanout, audience = {room: key_of(scene, room) for room in ROOMS}, Mock(), Audience()
    audience.admit(Connection("办一", Mock(), scene["办一"], 0, monotonic()), keys.values())
    working = Streams(audience, fanout, lambda _session: None)
    working.begin()

    def moved(*rooms: str) -> None:
        for room in rooms:
            intake.post(scene["办一"], MessageDraft(scene.channels[room], f"said-{len(heard)}", "话"))
            working.hint(keys[room], 2)

    moved(*ROOMS[1:])
    moved(*ROOMS[1:])
    moved(ROOMS[0])
    said = changes.from_event([event for event in heard if isinstance(event, MessagePosted)][-1])
    assert said is not None
    working.hear(said)
    said_first, first = told(working, fanout, scene)
    assert said_first == ROOMS[0]
    working.hint(keys[first], 3)  # it moves again, and again
    second = told(working, fanout, scene)
    working.hint(keys[first], 4)
    assert {first, *second, *told(working, fanout, scene)} == set(ROOMS[1:])


def test_channels_that_nobody_has_open_are_read_a_quarter_of_the_time(
    scene: Scene, heard: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody has open is read at once meanwhile; the others come when the streams have rested, and wake them for it."""
    clock_hand = [100.0]
    monkeypatch.setattr(pacing, "monotonic", lambda: clock_hand[0])
    monkeypatch.setattr(streams, "HINTED", 1)
    monkeypatch.setattr(streams, "TOGETHER", 1)
    alarms: list[float] = []
    monkeypatch.setattr(pacing.gevent, "spawn_later", lambda seconds, _wake: alarms.append(seconds) or Mock(dead=False))
    keys, fanout, audience = {room: key_of(scene, room) for room in ROOMS}, Mock(), Audience()
    connection = Connection("办一", Mock(), scene["办一"], 0, monotonic())
    audience.admit(connection, keys.values())
    audience.enter(connection, keys[ROOMS[0]])

    def slowly(*asked: Any) -> Any:
        clock_hand[0] += 1.0
        return look(*asked)

    look = changes.heads_after
    monkeypatch.setattr(changes, "heads_after", slowly)
    monkeypatch.setattr(streamed, "render_fragment", lambda *_args, **_more: "")
    working = Streams(audience, fanout, lambda _session: None)
    working.begin()
    for room in ROOMS:
        intake.post(scene["办一"], MessageDraft(scene.channels[room], f"said-{len(heard)}", "话"))
        working.hint(keys[room], 2)

    open_first, other = told(working, fanout, scene)
    assert open_first == ROOMS[0]
    assert alarms == [3.0]
    clock_hand[0] += 2.9
    assert told(working, fanout, scene) == []
    clock_hand[0] += 0.2
    (another,) = told(working, fanout, scene)
    assert {open_first, other, another} <= set(ROOMS)
    assert len(alarms) == 1


def test_heads_of_many_channels_cost_what_one_costs(
    scene: Scene, heard: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They go out in one turn, by as many statements; of many changes at most so many are passed over at once."""
    monkeypatch.setattr(pacing, "REST", 0.0)
    keys, fanout, audience = {room: key_of(scene, room) for room in ROOMS}, Mock(), Audience()
    audience.admit(Connection("办一", Mock(), scene["办一"], 0, monotonic()), keys.values())
    working = Streams(audience, fanout, lambda _session: None)
    working.begin()

    def moved(*rooms: str) -> list[str]:
        for turn in range(2):
            for room in rooms:
                intake.post(scene["办一"], MessageDraft(scene.channels[room], f"{turn}-{len(heard)}", "话"))
        working.look_around()
        with statements() as sent:
            shown = told(working, fanout, scene)
        counts.append(len(sent))
        return shown

    counts: list[int] = []
    assert moved(ROOM) == [ROOM]
    assert sorted(moved(*ROOMS)) == sorted(ROOMS)
    assert counts[0] == counts[1]
    monkeypatch.setattr(streams, "HEADS", len(ROOMS))
    assert [moved(*ROOMS), told(working, fanout, scene), told(working, fanout, scene)] == [[*ROOMS], [*ROOMS], []]


def test_heads_say_for_whom_something_waits_as_the_changes_do(story: Story) -> None:
    story.raised()
    scene = story.scene
    name = scene["乙一"].name
    for room, body in (("全体", f"@{name} 请看"), (ROOM, f"@{name} 请速看"), ("街镇", "话")):
        intake.post(scene["办一"], MessageDraft(scene.channels[room], f"said-{len(body)}", body))
    with db.reading() as session:
        stand = dict(session.execute(select(Channel.id, Channel.head_change)).all())
        heads = changes.heads_after(session, {id_: (0, end) for id_, end in stand.items()})
        each = {id_: changes.after(session, id_, 0, 100) for id_ in stand}
    assert {id_: (head.number, head.reached) for id_, head in heads.items()} == {
        id_: (stand[id_], frozenset(person for change in of_channel for person in change.reached))
        for id_, of_channel in each.items()
        if of_channel
    }
    concerned = [scene["乙一"].person_id in head.reached for head in heads.values()]
    assert sorted(concerned) == [False, True, True]
