"""Who a child is, warned of before it is sent: at once when it is written, once more before it goes, in forms and in the channel."""

from playwright.sync_api import expect

from .conftest import Place
from .test_issues import raised

NUMBER = "11010519491231002X"


def test_a_form_warns_at_once_and_asks_before_it_goes(place: Place) -> None:
    issue = raised(place, "甲一", "区乙局")
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/issues/{issue}")
    page.locator("#act-edit > summary").click()
    words = page.locator("#edit-body")
    words.fill(f"小明，{NUMBER}")
    page.locator("#edit-title").focus()
    expect(page.locator(".field__warn")).to_contain_text("身份证号")
    send = page.locator("#act-edit button[type=submit]")
    send.click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(words).to_have_value(f"小明，{NUMBER}")
    send.click()
    page.get_by_role("dialog").get_by_role("button", name="仍要提交").click()
    expect(page.locator(".issue-page__what .prose")).to_contain_text(NUMBER)


def test_words_for_a_channel_are_asked_about(place: Place) -> None:
    page = place.open_desk("甲一")
    text = page.get_by_role("textbox", name="消息")
    text.fill(f"小明，{NUMBER}")
    page.keyboard.press("Control+Enter")
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(text).to_have_value(f"小明，{NUMBER}")
    expect(page.locator("message-stream article")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    page.get_by_role("dialog").get_by_role("button", name="仍要发送").click()
    expect(page.locator("message-stream article")).to_have_count(1)
