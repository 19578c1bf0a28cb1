"""What is pushed: every change in order, rendered per language, to those in the room; heads to everybody in the channel."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from hub.accounts.queries import viewer_of_person
from hub.channels.models import Channel
from hub.core import db
from hub.core.policy import can
from hub.realtime.rights import readable_channels
from tests.realtime.conftest import StartHub
from tests.realtime.wire import RawSocket
from tests.realtime.world import World, build, change_numbers


def test_a_post_reaches_the_room_rendered_and_raw(either: World) -> None:
    someone = either.person()
    writer, reader = either.socket(someone), either.socket(either.person("区乙局"))
    posted = either.post(writer, "**要点** <script>")
    own, others = writer.event("stream"), reader.event("stream")
    assert own.pop("client_id").startswith("t")
    assert own == others
    html = others.pop("html")
    assert others == {
        "channel": either.room, "change": posted["change"], "seq": posted["seq"], "action": "append", "target": "messages",
        "id": posted["id"], "author": someone.public_id, "text": "**要点** <script>",
    }  # fmt: skip
    assert f'id="m-{posted["id"]}"' in html
    assert "<strong>要点</strong>" in html
    assert "<script>" not in html
    assert someone.name in html


def test_heads_reach_every_member_and_say_who_is_meant(either: World) -> None:
    someone, named = either.person(), either.person("区乙局")
    writer = either.socket(someone)
    away, other = either.socket(named, opens=None), either.socket(either.person("区乙局"), opens=None)
    posted = either.post(writer, f"请 @{named.name} 处理")
    expected = {"channel": either.room, "head": posted["seq"], "change": posted["change"]}
    assert away.event("head") == expected | {"mentions_me": True}
    assert other.event("head") == expected | {"mentions_me": False}


def test_edits_and_retractions_replace(either: World) -> None:
    someone = either.person()
    writer, reader = either.socket(someone), either.socket(either.person("区乙局"))
    posted = either.post(writer, "原来的话")
    reader.event("stream")
    either.patch(someone, f"/messages/{posted['id']}", {"body": "改过的话"})
    edited = reader.event("stream")
    assert (edited["action"], edited["target"]) == ("replace", f"m-{posted['id']}")
    assert (edited["change"], edited["seq"], edited["text"]) == (posted["change"] + 1, posted["seq"], "改过的话")
    assert "已编辑" in edited["html"]
    assert reader.event("head")["head"] == posted["seq"]


def test_each_language_gets_its_own_rendering(either: World) -> None:
    someone = either.person()
    writer = either.socket(someone)
    chinese, english = (either.socket(either.person("区乙局", locale=locale)) for locale in ("zh", "en"))
    posted = either.post(writer, "两种语言")
    either.patch(someone, f"/messages/{posted['id']}", {"body": "改了"})
    pages = []
    for raw in (chinese, english):
        raw.event("stream")
        pages.append(raw.event("stream")["html"])
    assert "已编辑" in pages[0]
    assert "已编辑" not in pages[1]
    assert re.search("[Ee]dited", pages[1])


def test_many_writers_at_once_come_out_in_one_order(either: World) -> None:
    """Ten people write, two read: both see every change once, in order, without a gap."""
    readers = [either.socket(either.person("区乙局")) for _turn in range(2)]
    writers = [either.socket(either.person()) for _turn in range(10)]
    start = readers[0].call("channel:open", {"channel": either.room})["change"]

    def write(raw: RawSocket) -> None:
        numbers = [
            raw.send_event(
                "message:post", {"channel": either.room, "client_id": f"{id(raw)}.{turn}", "body": f"第{turn}条"}
            )
            for turn in range(30)
        ]
        assert all(raw.answer(number, 20)["ok"] for number in numbers)

    threads = [threading.Thread(target=write, args=(raw,)) for raw in writers]
    for thread in threads:
        thread.start()
    with ThreadPoolExecutor() as pool:  # they read meanwhile: who is ten seconds behind is cut off
        read = list(pool.map(lambda raw: [raw.event("stream")["change"] for _turn in range(300)], readers))
    for thread in threads:
        thread.join()
    assert read == [list(range(start + 1, start + 301))] * 2
    assert change_numbers(either.room)[-300:] == list(range(start + 1, start + 301))


def test_whoever_opens_in_the_middle_of_a_flood_misses_nothing_after_the_answer(either: World) -> None:
    writer = either.socket(either.person())
    people = [either.person("区乙局") for _turn in range(10)]  # one has five seats, which the server may free late
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            assert either.post(writer, "不停")["ok"]

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for someone in people:
            raw = RawSocket(either.port, cookie=someone.cookie).connect()
            known = raw.call("channel:open", {"channel": either.room})["change"]
            first = raw.event("stream")
            while first["change"] <= known:
                first = raw.event("stream")
            assert first["change"] == known + 1
            raw.cut()
    finally:
        stop.set()
        thread.join()


@pytest.mark.slow
def test_on_both_databases_a_conversation_arrives(start_hub: StartHub) -> None:
    world = build(start_hub())
    test_a_post_reaches_the_room_rendered_and_raw(world)
    test_heads_reach_every_member_and_say_who_is_meant(world)
    test_edits_and_retractions_replace(world)
    test_many_writers_at_once_come_out_in_one_order(world)


def test_the_bulk_question_of_rights_gives_what_the_policy_gives(world: World) -> None:
    """`rights.readable_channels` asks for many at once; `channel.read` is what counts."""
    with db.reading() as session:
        people = {viewer.person_id for viewer in world.scene.people.values()}
        bulk = readable_channels(session, people)
        channels = list(session.scalars(select(Channel)))
        for person_id in people:
            viewer = viewer_of_person(session, person_id)
            assert viewer is not None
            expected = {channel.id for channel in channels if can(session, viewer, "channel.read", channel)}
            assert bulk[person_id] == expected
