"""The server is killed in mid-conversation: nothing is lost, nothing doubled, and every screen equals the database in 5 s."""

import re
import time

from playwright.sync_api import Page, expect
from sqlalchemy import select

from hub.channels.models import Channel, Message
from hub.core import db
from tests.services.processes import wait_until

from .conftest import BOTH_KINDS, DOWN, Place, held, say, wait_for_message

CUT = [*DOWN, "ERR_FAILED", "WebSocket"]
PROMISED_SECONDS = 5.0
ON_THEIR_WAY = "[data-outgoing] article"
SAME = """(stored) => {
  const log = [...document.querySelectorAll("[data-log] article .message__text")].map((text) => text.innerText.trim());
  return log.join("\\n") === stored.join("\\n") && !document.querySelector("[data-outgoing] article");
}"""


def stored(place: Place) -> list[str]:
    """What the database has of 家庭, in order."""
    channel = select(Channel.id).where(Channel.public_id == place.scene.channels["家庭"])
    with db.reading() as session:
        return list(session.scalars(select(Message.body).where(Message.channel_id.in_(channel)).order_by(Message.seq)))


@BOTH_KINDS
def test_everybody_is_whole_again_five_seconds_after_the_server_is(place: Place) -> None:
    """Three write while it dies: some words are committed and unanswered, some on their way, some come after."""
    people = {name: place.open_desk(name, tolerate=CUT) for name in ("甲一", "乙一", "办一")}
    for turn in range(3):
        for name, page in people.items():
            say(page, f"{name} 第{turn}句")
            if (turn, name) == (1, "乙一"):
                place.server.kill()
    for page in people.values():
        expect(page.locator("[data-net]")).to_be_visible()
        expect(page.locator("message-stream[data-following]")).to_have_count(0)
    place.server.restart()
    answers_at = time.monotonic()
    said = [f"{name} 第{turn}句" for name in people for turn in range(3)]
    wait_until(lambda: sorted(stored(place)) == sorted(said), PROMISED_SECONDS)
    for page in people.values():
        left = answers_at + PROMISED_SECONDS - time.monotonic()
        page.wait_for_function(SAME, arg=stored(place), timeout=max(100.0, 1000 * left))
        expect(page.locator("[data-net]")).to_be_hidden()
    assert sorted(stored(place), key=said.index) == said  # none came twice meanwhile
    for name in people:  # and each one's own words stand in the order in which they were said
        assert [body for body in stored(place) if body.startswith(name)] == [
            body for body in said if body.startswith(name)
        ]


def test_what_could_not_be_sent_is_still_there_after_a_reload(place: Place) -> None:
    writer, reader = place.open_desk("甲一", tolerate=CUT), place.open_desk("乙一")
    cut_off(writer)
    writer.reload()
    writer.wait_for_function("() => document.querySelector('channel-talk').composer")
    for body in ("第一句", "第二句"):
        say(writer, body)
    expect(writer.locator(ON_THEIR_WAY)).to_have_count(2)
    expect(writer.locator(ON_THEIR_WAY).first).to_contain_text("网络中断，未发出")
    writer.reload()
    expect(writer.locator(ON_THEIR_WAY)).to_have_text([re.compile("第一句"), re.compile("第二句")])
    assert stored(place) == []
    with held(writer, "**/api/v1/**"):  # or it may have tried by itself, and there is no button any more
        writer.locator(ON_THEIR_WAY).first.get_by_role("button", name="重试").click()
        writer.context.unroute_all()
    wait_for_message(reader, "第二句")
    for page in (writer, reader):
        page.wait_for_function(SAME, arg=["第一句", "第二句"])
    assert stored(place) == ["第一句", "第二句"]


def cut_off(page: Page) -> None:
    """Pages still come, as from the browser's store; sockets and scripts reach nobody."""
    page.context.route("**/api/v1/**", lambda route: route.abort())
    page.context.route_web_socket(re.compile("/socket.io/"), lambda socket: socket.close())
