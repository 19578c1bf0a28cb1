"""Panes, menus and themes: one pane at a time on a phone, menus that close, and a reader of screens who hears what comes."""

import re

from playwright.sync_api import expect

from hub.accounts.models import Unit
from hub.core import db
from hub.plan.models import WorkPlan
from tests.channels.scene import add_item
from tests.services.browsers import PHONE

from .conftest import DESTINATION, Place, say, settled, wait_for_message


def test_a_phone_shows_one_pane_at_a_time(place: Place) -> None:
    page = place.open_desk("乙一", viewport=PHONE, has_touch=True)
    expect(page.locator("channel-talk")).to_be_visible()
    expect(page.locator("#items")).to_be_hidden()
    page.locator("a[href='#items']").tap()
    expect(page.locator("#items")).to_be_visible()
    expect(page.locator("channel-talk")).to_be_hidden()
    page.locator(".item-link", has_text="全体").tap()
    page.wait_for_url(place.desk("全体"))
    settled(page)
    page.locator("a[href='#item']").tap()
    expect(page.locator("#item")).to_be_visible()
    page.go_back()
    expect(page.locator("channel-talk")).to_be_visible()
    page.locator(".strip__user").tap()
    expect(page.get_by_role("link", name="我的账号")).to_be_visible()


def test_a_phone_can_do_what_a_desk_can(place: Place) -> None:
    page = place.open_desk("乙一", viewport=PHONE, has_touch=True)
    page.locator("textarea#body").fill("手机上写的")
    page.get_by_role("button", name="发送", exact=True).tap()
    wait_for_message(page, "手机上写的")
    page.locator(DESTINATION, has_text="手机上写的").tap()
    more = page.get_by_role("button", name="更多")
    box = more.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    more.tap()
    page.get_by_role("menuitem", name="编辑").tap()
    expect(page.locator("textarea#body")).to_have_value("手机上写的")
    page.locator("textarea#body").fill("手机上改的")
    page.get_by_role("button", name="保存").tap()
    wait_for_message(page, "手机上改的")


def test_the_theme_is_remembered(place: Place) -> None:
    page = place.open_desk("乙一")
    page.locator(".strip [data-theme-toggle]").first.click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_years_without_a_match_leave_the_list(place: Place) -> None:
    with db.transaction() as session:
        plan = WorkPlan(year=2025, title="2025年工作要点")
        session.add(plan)
        add_item(session, plan, 1, "往年", [session.get_one(Unit, place.scene.units["区甲局"])], [])
    page = place.open_desk("甲一")
    expect(page.locator(".items__year:visible")).to_have_text(["2026年", "2025年"])
    page.keyboard.press("f")
    page.keyboard.type("往年")
    expect(page.locator(".items__year:visible")).to_have_text(["2025年"])
    page.keyboard.press("Escape")
    expect(page.locator(".items__year:visible")).to_have_count(2)


def test_menus_close_by_escape_and_by_a_click_elsewhere(place: Place) -> None:
    page = place.open_desk("乙一")
    menu = page.locator("details.menu:has(.strip__user)")
    page.locator(".strip__user").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(page.locator(".strip__user")).to_be_focused()
    page.locator(".strip__user").click()
    page.locator(".talk__title").click()
    expect(menu).not_to_have_attribute("open", "")


def test_a_reader_of_screens_hears_new_messages(place: Place) -> None:
    reader, writer = place.open_desk("乙一"), place.open_desk("甲一")
    say(writer, "请听")
    expect(reader.locator("[data-announce]")).to_have_text(re.compile(r"区甲局 联络员 甲一 请听"))
