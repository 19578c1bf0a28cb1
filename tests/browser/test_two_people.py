"""Two people of different units talk; a third, who is not meant, sees nothing of it."""

import re

from playwright.sync_api import expect
from sqlalchemy import select, update

from hub.accounts.access import rights_changed
from hub.channels.models import Channel, Membership
from hub.core import clock, db

from .conftest import DESTINATION, Place, held, say, settled, shown, wait_for_message
from .overheard import Overheard


def test_a_message_reaches_the_other_and_nobody_else(place: Place) -> None:
    writer, reader = place.open_desk("甲一"), place.open_desk("乙一")
    outsider = place.open_desk("丙一", channel="全区", tolerate=["404"])
    say(writer, "请 @区乙局 看一下 **初筛表**")
    wait_for_message(reader, "初筛表")
    message = reader.locator("[data-log] article").last
    expect(message.locator(".message__unit")).to_have_text("区甲局")
    expect(message.locator(".message__person")).to_have_text("联络员 甲一")
    expect(message.locator("strong")).to_have_text("初筛表")
    expect(message.locator(".mention--own")).to_have_text("@区乙局")
    wait_for_message(writer, "初筛表")
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    expect(writer.locator(".mention--own")).to_have_count(0)
    expect(writer.locator("[data-log] .unit--own")).to_have_count(1)
    place.speak("大家都看的话", channel="全区")
    wait_for_message(outsider, "大家都看的话")  # so what came before would have come too
    assert "初筛表" not in outsider.content()
    assert outsider.goto(place.desk()).status == 404  # type: ignore[union-attr]


def test_who_was_named_finds_it_at_home_and_settles_it_in_one_tap(place: Place) -> None:
    reader = place.sit_down("乙一")
    reader.goto(place.server.url)
    reader.get_by_text("都办完了").wait_for()
    writer = place.open_desk("甲一")
    say(writer, "请 @乙一 今天答复")
    row = reader.locator(".todo", has_text="请 @乙一 今天答复")
    row.wait_for(timeout=15_000)
    expect(reader.locator("[data-waiting-count]")).to_have_text("1")
    row.get_by_role("button", name="已办").click()
    expect(row).to_have_class(re.compile("todo--done"))
    row.get_by_role("button", name="撤销").click()
    expect(row).not_to_have_class(re.compile("todo--done"))
    row.get_by_role("button", name="已办").click()
    expect(row).to_have_class(re.compile("todo--done"))
    reader.reload()
    expect(reader.locator(".todo", has_text="请 @乙一 今天答复")).to_have_count(0)


def test_a_reply_quotes_and_leads_back(place: Place) -> None:
    place.fill(200)
    writer, reader = place.open_desk("甲一"), place.open_desk("乙一")
    reader.locator("article", has_text="第200条").hover()
    reader.get_by_role("button", name="引用回复").click()
    reader.keyboard.type("同意")
    reader.keyboard.press("Control+Enter")
    wait_for_message(writer, "同意")
    expect(writer.locator("article .quote").last).to_contain_text("第200条")


def test_quoting_leads_to_a_message_that_is_not_on_the_screen(place: Place) -> None:
    place.fill(200)
    reader = place.open_desk("乙一", query="?seq=3")
    reader.locator("article", has_text=re.compile("第3条")).hover()
    reader.get_by_role("button", name="引用回复").click()
    say(reader, "关于开头的那条")
    wait_for_message(reader, "关于开头的那条")
    assert "第3条" not in shown(reader)
    reader.locator(f"{DESTINATION} .quote").last.click()
    sought = reader.locator("[data-seq='3']")
    expect(sought).to_be_in_viewport()
    expect(sought).to_be_focused()


def test_corrections_and_retractions_arrive_in_place(place: Place) -> None:
    writer, reader = place.open_desk("甲一"), place.open_desk("乙一")
    say(writer, "错的话")
    wait_for_message(reader, "错的话")
    wait_for_message(writer, "错的话")
    writer.locator("textarea#body").press("ArrowUp")
    expect(writer.locator("textarea#body")).to_have_value("错的话")
    say(writer, "对的话")
    for page in (reader, writer):
        wait_for_message(page, "对的话")
    assert shown(reader) == ["对的话"]
    expect(reader.locator("article .message__note")).to_have_text("已编辑")
    reader.locator("[data-log] article").hover()
    reader.get_by_role("button", name="更多").click()
    expect(reader.get_by_role("menuitem", name="复制链接")).to_be_visible()
    expect(reader.get_by_role("menuitem", name="撤回")).to_have_count(0)
    writer.locator("[data-log] article").hover()
    writer.get_by_role("button", name="更多").click()
    writer.get_by_role("menuitem", name="撤回").click()
    writer.locator("dialog").get_by_role("button", name="取消").click()
    assert shown(reader) == ["对的话"]
    writer.locator("[data-log] article").hover()
    writer.get_by_role("button", name="更多").click()
    writer.get_by_role("menuitem", name="撤回").click()
    writer.locator("dialog").get_by_role("button", name="撤回").click()
    reader.locator("article.message--gone").wait_for()
    assert "对的话" not in reader.locator("[data-log]").inner_html()


def test_unread_is_counted_elsewhere_and_forgotten_once_seen(place: Place) -> None:
    reader, writer = place.open_desk("乙一", channel="全体"), place.open_desk("甲一")
    link = reader.locator(".item-link", has_text="家庭")
    for body in ("一", "二"):
        say(writer, body)
        wait_for_message(writer, body)
    expect(link.locator(".count")).to_have_text("2")
    expect(reader).to_have_title(re.compile(r"^\(2\) "))
    link.click()
    wait_for_message(reader, "二")
    expect(reader.locator(".item-link", has_text="家庭").locator(".count")).to_be_hidden()
    expect(reader).not_to_have_title(re.compile(r"^\("))


def test_typing_is_seen_and_ends_with_the_message(place: Place) -> None:
    writer, reader = place.open_desk("甲一"), place.open_desk("乙一")
    writer.locator("textarea#body").press_sequentially("我在写")
    expect(reader.locator("[data-typing]")).to_have_text("区甲局 甲一 正在输入…")
    writer.keyboard.press("Control+Enter")
    wait_for_message(reader, "我在写")
    expect(reader.locator("[data-typing]")).to_have_text("")


def test_whoever_leaves_a_channel_sees_nothing_more(place: Place) -> None:
    reader, writer = place.sit_down("乙一", tolerate=["404"]), place.open_desk("甲一")
    overheard = Overheard(reader)
    reader.goto(place.desk())
    settled(reader)
    say(writer, "还在时的话")
    wait_for_message(reader, "还在时的话")
    with held(reader, f"{place.server.url}/"):  # or the page leaves for there before anybody has looked
        put_out(place, "乙一")
        say(writer, "走后的话")
        wait_for_message(writer, "走后的话")
        reader.evaluate("() => window.dispatchEvent(new Event('focus'))")  # the page compares where its channels stand
        reader.locator("[data-log] article").first.wait_for(state="detached")
        expect(reader.get_by_text("您已不在这个频道。")).to_be_visible()
        assert "走后的话" not in reader.content()
    assert overheard.about("还在时的话")
    assert overheard.about("走后的话") == []
    reader.wait_for_url(f"{place.server.url}/")
    assert "走后的话" not in reader.content()


def put_out(place: Place, name: str) -> None:
    """Somebody is no member of 家庭 any more."""
    with db.transaction() as session:
        channel = select(Channel.id).where(Channel.public_id == place.scene.channels["家庭"]).scalar_subquery()
        who = (Membership.channel_id == channel, Membership.person_id == place.scene[name].person_id)
        session.execute(update(Membership).where(*who).values(ended_at=clock.now()))
        rights_changed(session)
