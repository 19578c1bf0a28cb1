"""What an export holds: every word of its days and no other, what became of each message, and who took it away."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from sqlalchemy import update

from hub.channels.actions import edit_message, retract_message
from hub.channels.exporting import hooks, making
from hub.channels.models import Message
from hub.channels.shapes import MessageView
from hub.core import clock, db
from hub.core.clock import SHANGHAI
from tests.channels.exports import DAY, ask, fill, form, made, take, words_of
from tests.channels.pages import NOON, Hub, say

MARK = "区甲局 甲长 导出 2026-11-20 16:05"


@pytest.fixture(autouse=True)
def asked_at() -> Iterator[None]:
    with clock.held_at(datetime(2026, 11, 20, 16, 5, tzinfo=SHANGHAI)):
        yield


def talk(hub: Hub) -> None:
    """Some messages, one of them edited, one taken back, and answers to both."""
    first = say(hub, "甲一", "请**各单位**于*周五*前报送 `a_b` https://a.cn/x_y @区乙局")
    gone = say(hub, "乙一", "写错了，不该留下的话")
    say(hub, "乙一", "收悉，见第一条", reply_to=first.id)
    say(hub, "甲一", "这条是答复", reply_to=gone.id)
    with db.transaction() as session:
        edit_message(session, hub.scene["甲一"], first.id, "请**各单位**于*周四*前报送 `a_b` https://a.cn/x_y @区乙局")
        retract_message(session, hub.scene["乙一"], gone.id)


def test_a_text_says_who_said_what_and_what_became_of_it(hub: Hub) -> None:
    talk(hub)
    lines = made(hub).decode().splitlines()
    text = "\n".join(lines)
    assert lines[0] == lines[-1] == f"内部资料，请勿外传。{MARK}"
    assert "# 事项 1　家庭" in lines
    assert "**导出事由**：年度归档" in lines
    assert "## 2026年11月20日 星期五" in lines
    assert "**区甲局 甲一** 联络员，12:00:00，第1条，已编辑 2026-11-20 16:05" in lines
    assert "请**各单位**于*周四*前报送 `a_b` <https://a.cn/x_y> @区乙局" in lines
    assert "周五" not in text
    assert "不该留下的话" not in text
    assert "<em>（消息已撤回，内容不再显示）</em>" in lines
    assert any(line.startswith("> 回复第1条 区甲局 甲一：") for line in lines)
    assert "> 回复第2条 区乙局 乙一：（消息已撤回，内容不再显示）" in lines


def test_a_word_file_says_the_same_and_bears_its_mark_on_every_page(hub: Hub) -> None:
    talk(hub)
    data = made(hub, form("docx"))
    words = words_of(data)
    for said in (
        "事项 1　家庭",
        "导出事由：年度归档",
        "2026年11月20日 星期五",
        "周四",
        "收悉，见第一条",
        "@区乙局",
        "已编辑",
    ):
        assert said in words
    assert words.count("（消息已撤回，内容不再显示）") == 2
    assert "不该留下的话" not in words
    section = docx.Document(BytesIO(data)).sections[0]
    assert MARK in section.header.paragraphs[0].text
    assert MARK in section.footer.paragraphs[0].text
    assert f'string="{MARK}"' in section.header._element.xml


def test_days_begin_and_end_at_midnight_in_shanghai(hub: Hub) -> None:
    midnight = datetime(2026, 11, 20, tzinfo=SHANGHAI)
    instants = {
        "前一天最后一刻": midnight - timedelta(microseconds=1),
        "当天第一刻": midnight,
        "当天最后一刻": midnight + timedelta(days=1, microseconds=-1),
        "后一天第一刻": midnight + timedelta(days=1),
    }
    for body, at in instants.items():
        say(hub, "甲一", body, at)
    text = made(hub).decode()
    assert [body in text for body in instants] == [False, True, True, False]
    text = made(hub, form(first_on=date(2026, 11, 19), last_on=date(2026, 11, 21))).decode()
    assert [text.count(body) for body in instants] == [1, 1, 1, 1]
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 2026年11月19日 星期四",
        "## 2026年11月20日 星期五",
        "## 2026年11月21日 星期六",
    ]


def test_a_clock_set_back_lets_no_other_day_in(hub: Hub) -> None:
    for body, hours in (("今天甲", 0), ("昨天", -24), ("今天乙", 1)):
        say(hub, "甲一", body, NOON + timedelta(hours=hours))
    text = made(hub).decode()
    assert ("今天甲" in text, "昨天" in text, "今天乙" in text) == (True, False, True)


def test_what_is_said_after_it_was_asked_for_is_not_in_it(hub: Hub) -> None:
    say(hub, "甲一", "已经说过")
    public_id = ask(hub.scene)
    say(hub, "甲一", "后来才说")
    making.make_next()
    text = take(hub.browser("甲长"), f"/exports/{public_id}/file")[1].decode()
    assert ("已经说过" in text, "后来才说" in text) == (True, False)


def test_a_long_channel_is_whole_and_in_order_over_all_pages(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(hub.scene, 1_234)
    read: list[int] = []
    stretch = making.channels.stretch

    def watched(session: object, channel_id: int, low: int, high: int) -> list[MessageView]:
        read.append(high - low + 1)
        return stretch(session, channel_id, low, high)  # type: ignore[arg-type]

    monkeypatch.setattr(making.channels, "stretch", watched)
    text = made(hub).decode()
    assert read == [500, 500, 234]
    places = [text.index(f"第{number}条 请") for number in range(1, 1_235)]
    assert places == sorted(places)


def test_a_zip_has_the_text_word_files_of_bounded_length_and_enclosures(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "DOCX_MESSAGES", 20)
    monkeypatch.setattr(making, "PAGE", 7)
    fill(hub.scene, 45)
    with ZipFile(BytesIO(made(hub, form("zip")))) as archive:
        assert archive.testzip() is None
        name = "事项 1　家庭-20261120"
        assert archive.namelist() == [f"{name}.md", f"{name}-1.docx", f"{name}-2.docx", f"{name}-3.docx"]
        text = archive.read(f"{name}.md").decode()
        words = [words_of(archive.read(f"{name}-{part}.docx")) for part in (1, 2, 3)]
    assert [sum(f"第{number}条 请" in part for number in range(1, 46)) for part in (text, *words)] == [45, 20, 20, 5]
    assert all("星期五" in part for part in words), "each file says which day it is"


def test_files_of_other_rooms_are_enclosed_under_safe_names(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [say(hub, "甲一", f"第{number}份").id for number in range(3)]
    names = ["../../etc/passwd", "a\\b:c?.pdf", "同名.txt", "同名.txt"]

    def enclosed(_session: object, ids: list[int]) -> list[hooks.Enclosure]:
        return [hooks.Enclosure(ids[0], name, lambda said=name: BytesIO(said.encode())) for name in names]

    monkeypatch.setattr(hooks, "_enclosures", [enclosed])
    _hang_files(bodies)
    with ZipFile(BytesIO(made(hub, form("zip")))) as archive:
        inside = [name for name in archive.namelist() if name.startswith("附件/")]
        assert inside == [
            "附件/000001-etcpasswd",
            "附件/000001-abc.pdf",
            "附件/000001-同名.txt",
            "附件/000001-同名-2.txt",
        ]
        assert [archive.read(name).decode() for name in inside] == names


def _hang_files(messages: list[str]) -> None:
    with db.transaction() as session:
        session.execute(update(Message).where(Message.public_id.in_(messages)).values(facets=2))


def test_other_rooms_say_their_lines_under_a_message(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_lines", [lambda message: [f"已收到 {message.seq}"]])
    say(hub, "甲一", "请回执")
    assert "请回执\n\n已收到 1\n" in made(hub).decode()


def test_an_export_speaks_its_askers_language(hub: Hub) -> None:
    say(hub, "甲一", "中文照旧")
    browser = hub.browser("甲长")
    browser.post("/account/locale", {"locale": "en"})
    wanted = {"format": "md", "first_on": str(DAY), "last_on": str(DAY), "reason": "记录"}
    browser.post(f"/channels/{hub.scene.channels['家庭']}/exports", wanted)
    making.make_next()
    address = browser.get("/exports").text.split('href="')[1].split('"')[0]
    text = take(browser, address)[1].decode()
    assert text.startswith("Internal, do not pass on. Exported by 甲长, 区甲局, 2026-11-20 16:05\n")
    assert "## Friday 2026-11-20" in text
    assert "中文照旧" in text
