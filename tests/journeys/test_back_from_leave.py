"""Back from leave: catching up in two minutes.

A liaison was away for a week, in which hundreds of messages were said in her channels. Her first page has what is hers: who
named her or her unit, who answered her, what she had put aside before she went. She jumps to what she must read, settles
each with one tap, marks the rest as read, and is done. Every tap is counted: a form that is on the page and is sent, or a
link that is on the page and is followed.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from hub.channels import intake, pace
from hub.channels.marking.actions import save_message
from hub.channels.shapes import MessageDraft
from hub.core import clock, db
from tests.channels.pages import ORIGIN, Browser, Hub
from tests.channels.scene import Scene, build

LEAVES = datetime(2026, 11, 13, 17, 0, tzinfo=clock.SHANGHAI)
BACK = datetime(2026, 11, 23, 9, 0, tzinfo=clock.SHANGHAI)
CHATTER = 300
"""Messages that are nobody's in particular."""
SECONDS_A_TAP = 6
"""To read a line, decide and tap; what she reads in full is counted in TO_READ."""
TO_READ = 3


@dataclass
class Reader:
    """Somebody with the first page before them, who does only what it offers."""

    browser: Browser
    page: str = ""
    taps: int = 0

    def come_in(self) -> None:
        """The first page; it opens by itself after sign-in."""
        self.page = self.browser.get("/").text

    def rows(self) -> list[str]:
        """The rows of 待我处理, as HTML."""
        return re.findall(r'<li class="todo".*?</li>', self.page, re.DOTALL)

    def settle(self, row: str) -> None:
        """Tap what settles a row: the first form in it."""
        self.send(re.search(r"<form.*?</form>", row, re.DOTALL)[0])  # type: ignore[index]

    def send(self, form: str) -> None:
        """Tap a form's button."""
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        address = html.unescape(re.search(r'action="([^"]+)"', form)[1])  # type: ignore[index]
        answer = self.browser.post(address, fields)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        self.taps += 1
        self.come_in()

    def jump(self, row: str) -> str:
        """Tap a row's link; the conversation where it leads. Back is where the browser came from: one tap more."""
        address = html.unescape(re.search(r'<a class="button" href="([^"]+)"', row)[1])  # type: ignore[index]
        found = self.browser.client.get(address, follow_redirects=True, base_url=ORIGIN).text
        self.taps += 2
        return found


@pytest.fixture
def hub(tmp_path: Path, database_url: str) -> Iterator[Hub]:
    with clock.held_at(LEAVES):
        db.open_database(database_url)
        with db.transaction() as session:
            scene = build(session)
        yield Hub(tmp_path, database_url, scene)
    db.close_database()


def test_a_week_is_caught_up_with_in_two_minutes(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "count", lambda _person_id: None)  # a week of talk in a second
    scene = hub.scene
    with clock.held_at(LEAVES):
        mine = say(scene, "乙一", "我单位的名单已报")
        aside = say(scene, "甲一", "请下周研究这个口径")
        with db.transaction() as session:
            save_message(session, scene["乙一"], aside)
        read_everything(hub, "乙一")
    a_week_passes(scene, mine)
    with clock.held_at(BACK):
        catch_up(hub)


def a_week_passes(scene: Scene, mine: str) -> None:
    """Three hundred messages in three channels; five of them concern her."""
    week = BACK - LEAVES
    said_to_her = {
        60: ("甲一", "请@乙一 周一前确认两名人员", None),
        120: ("办一", "请@区乙局 报送材料", None),
        180: ("甲一", "名单收到，还缺一份", mine),
        240: ("甲长", "名单里的单位名称请改为全称", mine),
        270: ("办一", "@各责任单位 周三开会", None),
    }
    for number in range(1, CHATTER + 1):
        channel = ("家庭", "全体", "司法")[number % 3]
        who = {"家庭": "甲一", "全体": "西一", "司法": "东一"}[channel]
        with clock.held_at(LEAVES + week * number / (CHATTER + 1)):
            if number in said_to_her:
                by, words, answered = said_to_her[number]
                say(scene, by, words, reply_to=answered)
            say(scene, who, f"第{number}条闲话", channel)


def catch_up(hub: Hub) -> None:
    """What she does on Monday morning, tap by tap."""
    reader = Reader(hub.browser("乙一"))
    reader.come_in()
    assert "点名3件，回复2件，稍后处理1件，未读频道3个" in without_tags(reader.page)
    # Nobody asked her unit for acknowledgement meanwhile: that is the story of the nine receipts.
    owed = [row for row in reader.rows() if 'id="todo-unread-' not in row]
    assert len(owed) == 6, "of hundreds, six lines are hers"
    assert {label for row in owed for label in re.findall("点名我单位|点名我|回复我|稍后处理", row)} == {
        *("点名我", "点名我单位", "回复我", "稍后处理")
    }
    asked = next(row for row in owed if "周一前确认" in row)
    for words, row in (("周一前确认", asked), *((text, find(owed, text)) for text in ("还缺一份", "改为全称"))):
        there = reader.jump(row)
        assert words in there
        assert 'data-sought="' in there, "the conversation stands at the message"
    for row in owed:
        reader.settle(row)
    assert all('id="todo-unread-' in row for row in reader.rows())
    while rest := reader.rows():
        reader.settle(rest[0])
    assert "都办完了" in reader.page
    assert "data-waiting-count hidden>0<" in reader.page
    assert reader.taps == 2 * TO_READ + len(owed) + 3 == 15
    assert reader.taps * SECONDS_A_TAP <= 120


def test_a_tap_too_many_is_taken_back(hub: Hub) -> None:
    answer = say(hub.scene, "甲一", "收到", reply_to=say(hub.scene, "乙一", "已报"))
    browser = hub.browser("乙一")
    reader = Reader(browser)
    reader.come_in()
    (row,) = (row for row in reader.rows() if "todo-reply" in row)
    done, undo = re.findall(r"<form.*?</form>", row, re.DOTALL)
    reader.send(done)
    assert f"todo-reply-{answer}" not in reader.page
    reader.send(undo)
    assert f"todo-reply-{answer}" in reader.page


def say(scene: Scene, who: str, body: str, channel: str = "家庭", reply_to: str | None = None) -> str:
    return intake.post(scene[who], MessageDraft(scene.channels[channel], str(uuid4()), body, reply_to)).id


def read_everything(hub: Hub, who: str) -> None:
    reader = Reader(hub.browser(who))
    reader.come_in()
    while unread := [row for row in reader.rows() if 'id="todo-unread-' in row]:
        reader.settle(unread[0])


def find(rows: list[str], words: str) -> str:
    return next(row for row in rows if words in row)


def without_tags(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)
