"""Pins, marks, what is saved and what is forwarded, by three people at their browsers: one of them must not see."""

import re
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from hub.channels import actions as channel_actions
from hub.channels import intake
from hub.channels.marking import reactions as _reactions  # noqa: F401 (posts bring origins along)
from hub.channels.marking.actions import pin_message
from hub.channels.shapes import MessageDraft
from hub.core import db
from tests.services.browsers import PHONE

from .conftest import BOTH_KINDS, DESTINATION, Place, say, settled, wait_for_message
from .overheard import Overheard


def article(page: Page, words: str) -> Locator:
    return page.locator(DESTINATION, has_text=words)


def choose(page: Page, words: str, menu: str, item: str) -> None:
    """Point at a message and take something from one of its menus."""
    page.mouse.move(0, 0)
    article(page, words).hover()
    article(page, words).get_by_role("button", name=menu).click()
    page.locator(".tools-menu:popover-open").get_by_text(item, exact=True).click()


@BOTH_KINDS
def test_a_mark_and_a_pin_are_on_the_others_screen_at_once_and_can_be_undone(place: Place) -> None:
    place.speak("下月起实行")
    one, other = place.open_desk("甲一"), place.open_desk("乙一")
    choose(one, "下月起实行", "标记", "决定")
    expect(article(other, "下月起实行").locator("[data-mark]")).to_contain_text("决定 区甲局 甲一")
    choose(other, "下月起实行", "更多", "置顶")
    expect(article(one, "下月起实行").locator("[data-pin]")).to_contain_text("区乙局 乙一")
    expect(one.locator(".pins__count")).to_have_text("1")
    one.locator(".pins summary").click()
    expect(one.locator(".pins__link")).to_contain_text("下月起实行")
    other.get_by_role("button", name="撤销").click()
    expect(one.locator(".pins")).to_have_count(0)
    choose(one, "下月起实行", "标记", "决定")
    expect(other.locator("[data-mark]")).to_have_count(0)
    one.get_by_role("button", name="撤销").click()
    expect(other.locator("[data-mark]")).to_have_count(1)


def test_a_mark_of_somebody_else_is_refused_with_a_sentence(place: Place) -> None:
    place.speak("下月起实行")
    marker, other = place.open_desk("乙一"), place.open_desk("主任", tolerate=["403"])
    choose(marker, "下月起实行", "标记", "待办")
    expect(other.locator("[data-mark]")).to_have_count(1)
    choose(other, "下月起实行", "标记", "待办")
    expect(other.locator(".toast")).to_contain_text("只有标记人、发言人和区未保办可以取消")
    expect(other.locator("[data-mark]")).to_have_count(1)


def test_pins_lead_there_and_follow_edits_and_retractions(place: Place) -> None:
    message = place.speak("很早以前的通知")
    place.fill(150, who="乙一")
    page = place.open_desk("乙一")
    with db.transaction() as session:
        pin_message(session, place.scene["甲一"], message)
    page.reload()
    settled(page)
    page.locator(".pins summary").click()
    page.locator(".pins__link", has_text="很早以前的通知").click()
    expect(article(page, "很早以前的通知")).to_be_focused()
    expect(page.locator(".pins")).not_to_have_attribute("open", "")
    edit_elsewhere(place, message, "改过的通知")
    page.locator(".pins summary").click()
    expect(page.locator(".pins__words")).to_have_text("改过的通知")
    page.get_by_role("button", name="取消置顶").click()
    expect(page.locator(".pins")).to_have_count(0)


def edit_elsewhere(place: Place, message: str, body: str) -> None:
    """As its author edits at another computer: past this server, which looks at the heads."""
    with db.transaction() as session:
        channel_actions.edit_message(session, place.scene["甲一"], message, body)


@BOTH_KINDS
def test_what_i_save_is_mine_in_all_my_tabs_and_nobody_elses(place: Place) -> None:
    place.speak("请报名单")
    mine = place.sit_down("乙一")
    other = place.sit_down("甲一")
    overheard = Overheard(other)
    for page in (mine, other):
        page.goto(place.desk())
        settled(page)
    second = mine.context.new_page()
    second.goto(place.desk())
    settled(second)
    article(mine, "请报名单").hover()
    mine.get_by_role("button", name="稍后处理").click()
    for page in (mine, second):
        expect(article(page, "请报名单")).to_have_class(re.compile("message--saved"))
        expect(page.locator("[data-waiting-count]")).to_have_text("1")
    say(other, "之后说的")
    wait_for_message(other, "之后说的")
    assert overheard.about("之后说的")
    assert overheard.about("saved") == []
    expect(article(other, "请报名单")).not_to_have_class(re.compile("message--saved"))
    assert "message--saved" not in other.content()
    mine.goto(place.server.url)
    mine.locator(".todo", has_text="请报名单").get_by_role("button", name="已办").click()
    expect(article(second, "请报名单")).not_to_have_class(re.compile("message--saved"))
    mine.locator(".todo", has_text="请报名单").get_by_role("button", name="撤销").click()
    expect(article(second, "请报名单")).to_have_class(re.compile("message--saved"))


@BOTH_KINDS
def test_forwarded_words_reach_whom_they_are_sent_and_are_taken_back_there(place: Place) -> None:
    """甲一 forwards out of 家庭 to 全体: 丙一 reads it there, may not follow it, and sees it vanish."""
    place.speak("小宝的情况")
    outsider = place.sit_down("丙一", tolerate=["404"])
    overheard = Overheard(outsider)
    outsider.goto(place.desk("全体"))
    settled(outsider)
    writer, member = place.open_desk("甲一"), place.open_desk("乙一", channel="全体")
    choose(writer, "小宝的情况", "更多", "转发")
    dialog = writer.locator("dialog[open]")
    dialog.get_by_label("附言").fill("请各单位参照")
    dialog.get_by_label("转发到").select_option(label="全体")
    dialog.get_by_role("button", name="转发").click()
    for page in (outsider, member):
        wait_for_message(page, "请各单位参照")
        block = article(page, "请各单位参照").locator(".origin")
        expect(block).to_contain_text("区甲局 联络员 甲一")
        expect(block).to_contain_text("事项 1　家庭")
        expect(block).to_contain_text("小宝的情况")
    expect(outsider.locator(".origin__place")).not_to_have_attribute("href", re.compile("."))
    member.locator(".origin__place").click()
    member.wait_for_url(re.compile(place.scene.channels["家庭"]))
    expect(article(member, "小宝的情况")).to_be_focused()
    choose(writer, "小宝的情况", "更多", "撤回")
    writer.locator("dialog").get_by_role("button", name="撤回").click()
    expect(article(outsider, "请各单位参照")).to_contain_text("原消息已撤回")
    assert "小宝" not in outsider.content()
    assert not overheard.about("小宝的情况")[1:], "once, when it was sent"


def test_a_refused_forward_keeps_what_was_typed(place: Place) -> None:
    message = place.speak("话")
    page = place.open_desk("甲一", tolerate=["422"])
    choose(page, "话", "更多", "转发")
    with db.transaction() as session:
        channel_actions.retract_message(session, place.scene["甲一"], message)
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("附言").fill("写了很久的附言")
    dialog.get_by_label("转发到").select_option(label="全体")
    dialog.get_by_role("button", name="转发").click()
    expect(dialog.get_by_role("alert")).to_contain_text("原消息已撤回，不能转发")
    expect(dialog.get_by_label("附言")).to_have_value("写了很久的附言")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_everything_by_keyboard_and_escape_leads_back(place: Place) -> None:
    place.speak("话")
    page = place.open_desk("甲一")
    here = article(page, "话")
    page.locator("#stream").focus()
    page.keyboard.press("ArrowUp")
    expect(here).to_be_focused()
    page.keyboard.press("Enter")
    expect(here.get_by_role("button", name="引用回复")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(here.get_by_role("button", name="更多")).to_be_focused()
    page.keyboard.press("Enter")
    expect(here.get_by_role("menuitem", name="提出问题")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(here.get_by_role("menuitem", name="撤回")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(here.get_by_role("menuitem", name="提请会商")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(here.get_by_role("menuitem", name="转发")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(here.get_by_role("menuitemcheckbox", name="置顶")).to_be_focused()
    page.keyboard.press("Escape")
    expect(here).to_be_focused()
    expect(page.locator(".tools-menu:popover-open")).to_have_count(0)
    for key in ("Enter", "ArrowRight", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(here.locator("[data-mark=statement]")).to_have_count(1)
    expect(here).to_be_focused()  # although the message came anew


def test_a_phone_needs_no_hovering(place: Place) -> None:
    place.speak("前一条")
    place.speak("后一条", who="乙一")
    page = place.open_desk("甲一", viewport=PHONE, has_touch=True, is_mobile=True)
    more = page.get_by_role("button", name="更多")
    expect(article(page, "后一条").get_by_role("button", name="更多")).to_be_visible()
    article(page, "前一条").tap()
    more.tap()
    sheet = page.locator(".tools-menu:popover-open")
    for item in ("引用回复", "稍后处理", "标记为决定", "转发", "复制链接", "撤回"):
        assert (sheet.get_by_text(item, exact=True).locator("..").bounding_box() or {})["height"] >= 44
    sheet.get_by_text("标记为待办").tap()
    expect(article(page, "前一条").locator("[data-mark=task]")).to_be_visible()
    more.tap()
    expect(sheet.get_by_role("menuitemcheckbox", name="标记为待办")).to_have_attribute("aria-checked", "true")
    page.touchscreen.tap(180, 120)
    expect(sheet).to_have_count(0)


def test_without_script_all_of_it_is_a_form(place: Place) -> None:
    message = place.speak("话")
    page = place.sit_down("甲一", java_script_enabled=False)
    there = f"{place.desk()}?message={message}"
    for name in ("标记为决定", "置顶", "稍后处理"):
        page.goto(there)
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("[data-mark=decision]")).to_be_visible()
    page.locator(".pins summary").click()
    expect(page.locator(".pins__link")).to_contain_text("话")
    page.goto(f"{place.desk()}/marks")
    expect(page.locator(".marks__mark")).to_contain_text("话")
    page.get_by_role("button", name="取消标记").click()
    expect(page.get_by_text("还没有标记")).to_be_visible()
    page.goto(place.server.url)
    page.locator(".todo", has_text="稍后处理").get_by_role("button", name="已办").click()
    expect(page.locator(".todo", has_text="稍后处理")).to_have_count(0)
    page.goto(there)
    page.get_by_role("link", name="转发").click()
    page.get_by_label("转发到").select_option(label="全体")
    page.get_by_role("button", name="转发").click()
    expect(page.locator(".origin")).to_contain_text("话")


def test_an_answer_to_me_comes_in_by_itself(place: Place) -> None:
    place.speak("请报名单")
    page = place.sit_down("甲一")
    page.goto(place.server.url)
    page.get_by_text("都办完了").wait_for()
    answering = place.open_desk("乙一")
    article(answering, "请报名单").hover()
    answering.get_by_role("button", name="引用回复").click()
    say(answering, "周五前报")
    row = page.locator(".todo", has_text="周五前报")
    expect(row).to_contain_text("回复我")
    expect(page.locator("[data-waiting-count]")).to_have_text("1")
    row.get_by_role("button", name="已办").click()
    expect(page.locator("[data-waiting-count]")).to_be_hidden()


def test_names_in_forwarded_words_are_no_mentions_of_mine(place: Place) -> None:
    origin = place.speak("请@乙一 看")
    draft = MessageDraft(place.scene.channels["全体"], str(uuid4()), "转给大家", origin=origin)
    intake.post(place.scene["甲一"], draft)
    page = place.open_desk("乙一", channel="全体")
    expect(article(page, "转给大家").locator(".origin")).to_contain_text("请@乙一 看")
    expect(article(page, "转给大家").locator(".mention")).to_have_count(0)
