"""Three people and a request: who asked, who answers for a unit, and who must not see."""

import re

from playwright.sync_api import Page, expect

from .conftest import Place, say, settled, wait_for_message
from .overheard import Overheard

CARD = "ack-card"


def ask_in(page: Page, body: str, hours: str = "") -> None:
    """Ask all responsible units by the composer's own means, with the keyboard."""
    page.locator("ack-wish > details > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("要求回执").check()
    if hours:
        page.locator("[name=ack_hours]").select_option(hours)
    page.keyboard.press("Escape")
    say(page, body)


def test_one_asks_one_answers_and_an_outsider_sees_nothing(place: Place) -> None:
    outsider = place.sit_down("丙一")
    overheard = Overheard(outsider)
    outsider.goto(place.desk("全体"))
    settled(outsider)
    sender, colleague = place.open_desk("办一"), place.open_desk("甲长")
    waiting = place.sit_down("甲一")
    waiting.goto(place.server.url)
    waiting.get_by_text("都办完了").wait_for()

    ask_in(sender, "两家请确认口径", hours="8")
    wait_for_message(colleague, "两家请确认口径")
    expect(sender.locator(CARD)).to_contain_text("已收到 0 / 未收到 2")
    expect(sender.locator(CARD).get_by_role("button", name="收到", exact=True)).to_be_hidden()
    expect(sender.locator("ack-wish [data-state]")).to_be_empty()
    entry = waiting.locator(".todo", has_text="待回执")
    expect(entry).to_contain_text("两家请确认口径")
    expect(waiting.locator("[data-waiting-count]")).to_have_text("1")

    colleague.locator(CARD).get_by_role("button", name="收到", exact=True).click()
    expect(sender.locator(CARD)).to_contain_text("已收到 1 / 未收到 1")
    expect(entry).to_have_count(0)
    expect(waiting.locator("[data-waiting-count]")).to_be_hidden()
    expect(colleague.locator(CARD).get_by_role("button", name="撤销回执")).to_be_focused()

    sender.locator(CARD).get_by_role("button", name="催办").click()
    sender.get_by_label("催办理由").fill("下班前要报区里")
    sender.keyboard.press("Enter")
    expect(colleague.locator(CARD)).to_contain_text("下班前要报区里")
    expect(colleague.locator(CARD).locator(".chip")).to_have_text(["区乙局"])
    assert overheard.about("两家请确认口径", "ack-card") == []
    assert "两家请确认口径" not in outsider.content()


def test_one_tap_in_what_waits_and_back_again(place: Place) -> None:
    page = place.sit_down("乙一")
    page.goto(place.server.url)
    page.get_by_text("都办完了").wait_for()
    sender = place.open_desk("甲一")
    ask_in(sender, "请乙局确认")
    row = page.locator(".todo", has_text="待回执")
    row.get_by_role("button", name="收到").click()
    expect(sender.locator(CARD)).to_contain_text("已收到 1 / 未收到 0")
    expect(row).to_have_class(re.compile("todo--done"))
    row.get_by_role("button", name="撤销").click()
    expect(sender.locator(CARD)).to_contain_text("已收到 0 / 未收到 1")


def test_a_draft_keeps_what_is_asked_and_choosing_among_all_is_two_taps(place: Place) -> None:
    page = place.open_desk("办一")
    page.locator("ack-wish > details > summary").click()
    expect(page.locator("[name=ack_unit][value=responsible]")).to_be_checked()
    page.get_by_label("要求回执").check()
    expect(page.locator("ack-wish [data-state]")).to_have_text("2个单位")
    page.locator("[name=ack_unit][value=responsible]").uncheck()
    page.locator(".wish__more > summary").click()
    page.locator(".wish__list").get_by_label("区乙局").uncheck()
    expect(page.locator("ack-wish [data-state]")).to_have_text("1个单位")
    page.fill("textarea#body", "只问甲局")
    page.reload()
    settled(page)
    expect(page.locator("ack-wish [data-state]")).to_have_text("1个单位")
    say(page, page.locator("textarea#body").input_value())
    expect(page.locator(CARD).locator(".chip")).to_have_text(["区甲局"])


def test_nothing_chosen_is_not_sent(place: Place) -> None:
    page = place.open_desk("办一")
    page.locator("ack-wish > details > summary").click()
    page.get_by_label("要求回执").check()
    page.locator("[name=ack_unit][value=responsible]").uncheck()
    page.locator(".wish__more > summary").click()
    for name in ("区甲局", "区乙局"):
        page.locator(".wish__list").get_by_label(name).uncheck()
    say(page, "谁都不问")
    expect(page.locator("[data-toasts]")).to_contain_text("请选择要求回执的单位")
    expect(page.locator("textarea#body")).to_have_value("谁都不问")


def test_who_has_read_by_unit(place: Place) -> None:
    place.speak("看一下", who="甲一")
    reader = place.open_desk("乙一")
    reader.wait_for_function("() => document.querySelector('article[data-seq=\"1\"]')")
    page = place.open_desk("甲一")
    page.locator("article[data-seq='1']").hover()
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="谁看过").click()
    dialog = page.get_by_role("dialog", name="谁看过")
    expect(dialog).to_contain_text("已看过")
    expect(dialog).not_to_contain_text("甲一")
    expect(dialog.locator(".chip")).to_have_text(["区乙局", "区未保办"])
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_office_announces_and_everybody_sees_it_stand_out(place: Place) -> None:
    reader = place.open_desk("甲一", channel="全体")
    expect(reader.locator("announcement-wish")).to_have_count(0)
    office = place.open_desk("办一", channel="全体")
    office.get_by_label("公告").check()
    say(office, "关于报送季度数据的通知")
    wait_for_message(reader, "关于报送季度数据的通知")
    expect(reader.locator(".message--announcement .tag")).to_have_text("公告")
    expect(office.get_by_label("公告")).not_to_be_checked()
    reader.get_by_role("link", name="公告").click()
    expect(reader.locator(".announcements article")).to_contain_text("关于报送季度数据的通知")
