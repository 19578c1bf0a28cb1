"""What was written is neither lost nor doubled, whatever happens to the server, the page or the chair in front of it."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from hub.accounts.access import rights_changed
from hub.accounts.models import SignedInSession
from hub.channels.models import Message
from hub.core import clock, db

from .conftest import DOWN, Place, say, settled, shown, wait_for_message
from .test_files import NOTICE, payload, pick, ready
from .test_files import stored as stored_files


def stored(body: str) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(Message).where(Message.body == body)) or 0


def unsent(page: Page) -> None:
    page.locator("[data-outgoing] article.message--unsent").wait_for()


def test_a_killed_server_costs_nothing(place: Place) -> None:
    writer, reader = place.open_desk("甲一", tolerate=DOWN), place.open_desk("乙一", tolerate=DOWN)
    say(writer, "之前")
    wait_for_message(reader, "之前")
    place.server.kill()
    say(writer, "断开时写的")
    unsent(writer)
    expect(writer.locator("[data-net]")).to_be_visible()
    writer.fill("textarea#body", "写到一半")
    place.server.restart()
    wait_for_message(reader, "断开时写的", seconds=20)
    wait_for_message(writer, "断开时写的")
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    expect(writer.locator("[data-net]")).to_be_hidden()
    expect(writer.locator("textarea#body")).to_have_value("写到一半")
    assert shown(reader) == shown(writer) == ["之前", "断开时写的"]
    assert stored("断开时写的") == 1


KEPT = """() => {
  const name = `hub:${document.body.dataset.person}:outbox:${document.querySelector("channel-talk").dataset.channel}`;
  document.querySelector("channel-talk").outbox.addEventListener("sent", () => { window.answered = true; });
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    if (key === name) window.kept ??= [key, value];
    set.call(this, key, value);
  };
}"""


def test_an_answer_that_was_lost_is_no_second_message(place: Place) -> None:
    writer = place.open_desk("甲一")
    writer.evaluate(KEPT)
    say(writer, "只此一条")
    wait_for_message(writer, "只此一条")
    writer.wait_for_function("() => window.answered")  # or the answer would take out what is put back
    # As if the tab had died between the commit and its answer: the entry is still there when it starts again.
    writer.evaluate("() => localStorage.setItem(...window.kept)")
    writer.reload()
    settled(writer)
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    assert shown(writer) == ["只此一条"]
    assert stored("只此一条") == 1


def test_unsent_messages_survive_a_reload_and_keep_their_order(place: Place) -> None:
    writer = place.open_desk("甲一", tolerate=DOWN)
    place.server.kill()
    for body in ("第一句", "第二句", "第三句"):
        say(writer, body)
    expect(writer.locator("[data-outgoing] article")).to_have_count(3)
    writer.goto("about:blank")
    place.server.restart()
    writer.goto(place.desk())
    wait_for_message(writer, "第三句")
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    assert shown(writer) == ["第一句", "第二句", "第三句"]


def test_what_the_writer_gives_up_is_gone(place: Place) -> None:
    writer = place.open_desk("甲一", tolerate=DOWN)
    place.server.kill()
    say(writer, "算了")
    unsent(writer)
    writer.get_by_role("button", name="删除").click()
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    place.server.restart()
    say(writer, "换一句")
    wait_for_message(writer, "换一句")  # so what waited before would have been sent too
    assert stored("算了") == 0


def test_what_was_given_up_by_mistake_comes_back(place: Place) -> None:
    writer = place.open_desk("甲一", tolerate=DOWN)
    place.server.kill()
    say(writer, "别删这句")
    unsent(writer)
    writer.get_by_role("button", name="删除").click()
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    writer.get_by_role("button", name="撤销").click()
    unsent(writer)
    place.server.restart()
    wait_for_message(writer, "别删这句")
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    assert stored("别删这句") == 1


def test_a_refused_message_says_why_and_stays(place: Place) -> None:
    writer = place.open_desk("甲一", tolerate=["422"])
    say(writer, "坏字符\x07在里面")
    unsent(writer)
    expect(writer.locator("[data-why]")).to_contain_text("不能显示的字符")
    writer.get_by_role("button", name="重试").click()
    unsent(writer)
    say(writer, "好的")
    wait_for_message(writer, "好的")


def test_a_refused_message_goes_back_to_be_changed(place: Place) -> None:
    writer = place.open_desk("甲一", tolerate=["422"])
    say(writer, "坏字符\x07在里面")
    unsent(writer)
    writer.fill("textarea#body", "写到一半")
    writer.get_by_role("button", name="修改").click()
    expect(writer.locator("[data-outgoing] article")).to_have_count(0)
    expect(writer.locator("textarea#body")).to_have_value("坏字符\x07在里面\n写到一半")
    expect(writer.locator("textarea#body")).to_be_focused()
    say(writer, "好字符在里面")
    wait_for_message(writer, "好字符在里面")


def test_a_refused_message_brings_its_files_back_beside_the_next_ones(place: Place) -> None:
    writer = place.open_desk("甲一", tolerate=["422"])
    pick(writer, payload("先传的.docx", NOTICE))
    ready(writer, 1)
    say(writer, "坏字符\x07在里面")
    unsent(writer)
    pick(writer, payload("后传的.docx", NOTICE))
    ready(writer, 1)
    writer.get_by_role("button", name="修改").click()
    ready(writer, 2)
    say(writer, "好字符在里面")
    wait_for_message(writer, "好字符在里面")
    assert set(stored_files()) == {"先传的.docx", "后传的.docx"}


def test_what_may_have_arrived_is_not_written_anew(place: Place) -> None:
    writer = place.open_desk("甲一", tolerate=DOWN)
    place.server.kill()
    say(writer, "也许到了")
    unsent(writer)
    expect(writer.get_by_role("button", name="重试")).to_be_visible()
    expect(writer.get_by_role("button", name="修改")).to_be_hidden()


def test_an_answer_that_breaks_off_is_no_refusal(place: Place) -> None:
    page = place.open_desk("甲一")
    page.route("**/api/v1/me", lambda route: route.fulfill(content_type="application/json", body='{"id":'), times=1)
    say(page, "只此一条")
    wait_for_message(page, "只此一条")  # by itself: nobody refused it
    expect(page.locator("[data-outgoing] article")).to_have_count(0)


def test_the_next_person_at_the_computer_neither_sees_nor_sends_it(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=DOWN)
    place.server.kill()
    say(page, "甲一没发出的话")
    unsent(page)
    page.fill("textarea#body", "甲一的草稿")
    page.goto("about:blank")  # or the old page might still send it, under the right name
    page.context.clear_cookies()
    place.hand_over(page, "乙一")
    place.server.restart()
    page.goto(place.desk())
    settled(page)
    assert "甲一没发出的话" not in page.content()
    expect(page.locator("textarea#body")).to_have_value("")
    say(page, "乙一的话")
    wait_for_message(page, "乙一的话")
    with db.reading() as session:
        authors = {body: author for body, author in session.execute(select(Message.body, Message.author_id))}
    assert authors == {"乙一的话": place.scene["乙一"].person_id}


def test_an_open_page_never_sends_under_another_name(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=DOWN)
    place.server.kill()
    say(page, "甲一没发出的话")
    unsent(page)
    place.hand_over(page, "乙一")  # signed in in another window of the same browser
    place.server.restart()
    page.locator(".strip__user[title*='乙一']").wait_for(timeout=20_000)  # the page noticed and loaded itself anew
    settled(page)
    assert stored("甲一没发出的话") == 0


def test_signing_out_clears_what_was_kept(place: Place) -> None:
    page = place.open_desk("甲一")
    page.fill("textarea#body", "机密草稿")
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.includes(':draft:'))")
    page.locator("details.menu > summary.strip__user").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(re.compile("/sign-in"))
    assert page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('hub:'))") == []


def test_ending_the_session_elsewhere_leads_to_sign_in(place: Place) -> None:
    page = place.open_desk("甲一", tolerate=["401", "WebSocket"])
    with db.transaction() as session:
        session.query(SignedInSession).filter_by(person_id=place.scene["甲一"].person_id).one().ended_at = clock.now()
        rights_changed(session)
    expect(page).to_have_url(re.compile("/sign-in"), timeout=15_000)
