"""Writing: input methods, drafts, the list of names, and what asks before it is sent."""

import re

from playwright.sync_api import Page, Route, expect

from hub.accounts.events import PersonAdded
from hub.accounts.models import Unit
from hub.core import db
from hub.core.events import record
from tests.factories import make_person

from .conftest import Place, say, settled, shown, wait_for_message

TEXT = "textarea#body"
OPTION = "[role=option]"


def key(page: Page, **event: object) -> None:
    """A key as an input method sends it."""
    page.eval_on_selector(
        TEXT,
        """(text, event) => {
          const pressed = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...event });
          if (event.keyCode) Object.defineProperty(pressed, "keyCode", { value: event.keyCode });
          text.dispatchEvent(pressed);
        }""",
        event,
    )


def test_enter_makes_a_line_and_an_input_method_keeps_its_keys(place: Place) -> None:
    page = place.open_desk("甲一")
    page.fill(TEXT, "第一行")
    page.keyboard.press("Enter")
    page.keyboard.type("第二行")
    key(page, key="Enter", ctrlKey=True, isComposing=True)
    key(page, key="Process", keyCode=229, ctrlKey=True)
    key(page, key="Enter", keyCode=229, ctrlKey=True)
    expect(page.locator("[data-outgoing] article, [data-log] article")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    wait_for_message(page, "第二行")
    assert shown(page) == ["第一行\n第二行"]
    expect(page.locator(TEXT)).to_have_value("")


def test_drafts_and_quotes_survive_a_reload_and_belong_to_their_channel(place: Place) -> None:
    place.fill(2)
    page = place.open_desk("甲一")
    page.locator("article", has_text="第1条").hover()
    page.get_by_role("button", name="引用回复").click()
    page.keyboard.type("想说的话")
    page.reload()
    settled(page)
    expect(page.locator(TEXT)).to_have_value("想说的话")
    expect(page.locator("[data-bound]")).to_contain_text("第1条")
    page.goto(place.desk("全体"))
    settled(page)
    expect(page.locator(TEXT)).to_have_value("")
    page.goto(place.desk())
    settled(page)
    page.locator("[data-drop]").click()
    expect(page.locator("[data-bound]")).to_be_hidden()
    page.locator(TEXT).press("Control+Enter")
    wait_for_message(page, "想说的话")
    page.reload()
    settled(page)
    expect(page.locator(TEXT)).to_have_value("")


def test_correcting_leaves_the_draft_alone(place: Place) -> None:
    page = place.open_desk("甲一")
    say(page, "说过的话")
    wait_for_message(page, "说过的话")
    page.fill(TEXT, "草稿")
    page.locator("[data-log] article").hover()
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="编辑").click()
    expect(page.locator(TEXT)).to_have_value("说过的话")
    page.keyboard.press("Escape")
    expect(page.locator(TEXT)).to_have_value("草稿")


def test_the_keyboard_gets_to_the_text_without_passing_every_message(place: Place) -> None:
    place.fill(3)
    page = place.open_desk("甲一")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到发言框")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_be_focused()
    page.locator("message-stream").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("article", has_text="第3条")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(TEXT)).to_be_focused()


def test_names_are_found_by_keyboard(place: Place) -> None:
    page = place.open_desk("甲一")
    page.locator(TEXT).press_sequentially("请@")
    page.locator(OPTION).first.wait_for()
    expect(page.locator(OPTION, has_text="各责任单位")).to_be_visible()
    page.keyboard.type("区乙")
    expect(page.locator(OPTION).first).to_contain_text("区乙局")
    expect(page.locator(TEXT)).to_have_attribute("aria-activedescendant", "mention-option-0")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{OPTION}[aria-selected=true]")).to_contain_text("乙一")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_have_value("请@区乙局 ")
    expect(page.locator("mention-picker")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    page.locator("[data-log] .mention", has_text="@区乙局").wait_for()


def test_sending_goes_past_an_open_list(place: Place) -> None:
    page = place.open_desk("甲一")
    page.locator(TEXT).press_sequentially("请阅 @区乙局")
    page.locator(OPTION).first.wait_for()
    page.keyboard.press("Control+Enter")
    page.locator("[data-log] .mention", has_text="@区乙局").wait_for()
    expect(page.locator("mention-picker")).to_be_hidden()
    expect(page.locator(TEXT)).to_have_value("")


def test_a_list_that_comes_late_does_not_open_over_other_words(place: Place) -> None:
    page = place.open_desk("甲一")
    held: list[Route] = []
    page.route("**/mentionable", lambda route: held.append(route))  # noqa: PLW0108 (playwright counts its arguments)
    with page.expect_request("**/mentionable"):
        page.locator(TEXT).press_sequentially("@区")
    page.keyboard.type("乙局，请阅")
    with page.expect_request_finished(lambda request: request.url.endswith("/mentionable")):
        held[0].continue_()
    page.unroute("**/mentionable")
    # Asked after it was answered: by then the list would have opened.
    page.evaluate("(address) => fetch(address).then((answer) => answer.json())", held[0].request.url)
    expect(page.locator("mention-picker")).to_be_hidden()


def test_names_are_found_by_mouse_and_waved_away(place: Place) -> None:
    page = place.open_desk("甲一")
    page.locator("[data-pick]").click()
    page.locator(OPTION, has_text="牵头单位").click()
    expect(page.locator(TEXT)).to_have_value("@牵头单位 ")
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("@区")
    page.locator(OPTION).first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("mention-picker")).to_be_hidden()
    page.keyboard.type("乙")
    expect(page.locator("mention-picker")).to_be_hidden()


def test_naming_nobody_says_so(place: Place) -> None:
    page = place.open_desk("甲一")
    toast = page.locator(".toast")
    say(page, "请 @区乙局 办，抄送 a@example.org")
    wait_for_message(page, "抄送")
    say(page, "写信到 a@example.org")
    wait_for_message(page, "写信到")
    expect(toast).to_have_count(0)
    say(page, "请 @东街道 办")
    expect(toast).to_contain_text("没有提醒任何人")


def test_reaching_many_asks_and_takes_no_for_an_answer(place: Place) -> None:
    with db.transaction() as session:
        unit = session.get_one(Unit, place.scene.units["区乙局"])
        for _ in range(31):
            record(session, PersonAdded(make_person(session, unit).id))
    page = place.open_desk("甲一")
    say(page, "@区乙局 请看")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("将提醒32人")
    dialog.get_by_role("button", name="取消").click()
    expect(page.locator(TEXT)).to_have_value("@区乙局 请看")
    expect(page.locator("[data-outgoing] article, [data-log] article")).to_have_count(0)
    expect(page.locator(TEXT)).to_be_editable()  # the dialog's answer arrives a moment after it is shut
    page.locator(TEXT).press("Control+Enter")
    dialog.get_by_role("button", name="发送").click()
    wait_for_message(page, "请看")


def test_the_limit_is_counted_in_characters_and_holds(place: Place) -> None:
    page = place.open_desk("甲一")
    page.fill(TEXT, "字" * 3000)
    expect(page.locator("[data-count]")).to_be_hidden()
    page.fill(TEXT, "𠮷" * 3990)  # two halves each for JavaScript, one character for everybody else
    expect(page.locator("[data-count]")).to_have_text("还可写10字")
    page.fill(TEXT, "字" * 4001)
    expect(page.locator("[data-count]")).to_contain_text("超出1字")
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_disabled()
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-outgoing] article, [data-log] article")).to_have_count(0)


def test_the_list_filters_and_keys_walk_through_channels(place: Place) -> None:
    page = place.open_desk("办一", channel="家庭")
    page.keyboard.press("f")
    page.keyboard.type("街")
    expect(page.locator(".item-link:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".item-link:visible")).to_have_count(5)
    page.locator(TEXT).focus()
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_url(place.desk("街镇"))
    settled(page)
    page.keyboard.press("k")
    page.wait_for_url(place.desk("家庭"))
    settled(page)
    page.locator(TEXT).press_sequentially("jk")
    expect(page.locator(TEXT)).to_have_value("jk")
    page.locator("message-stream").focus()
    page.keyboard.press("f")
    page.keyboard.type("没有这个")
    expect(page.get_by_text("没有符合的频道")).to_be_visible()


def test_without_script_one_can_read_and_write(place: Place) -> None:
    page = place.sit_down("甲一", java_script_enabled=False)
    page.goto(place.desk())
    page.fill(TEXT, "没有脚本也能说")
    page.get_by_role("button", name="发送", exact=True).click()
    expect(page.locator("[data-log] article")).to_contain_text("没有脚本也能说")
    page.locator(".message__time").click()
    page.locator("summary", has_text="编辑").click()
    page.locator(".talk__acts textarea").fill("没有脚本也能改")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="已编辑").click()
    expect(page.locator(".versions")).to_contain_text("没有脚本也能说")
    page.get_by_role("link", name="回到会话").click()
    page.locator("summary", has_text="撤回").click()
    page.get_by_role("button", name="确认撤回").click()
    expect(page.locator("[data-log] article")).to_have_class(re.compile("message--gone"))
    page.goto(place.server.url)
    expect(page.get_by_role("heading", name="待我处理")).to_be_visible()
