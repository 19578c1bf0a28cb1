"""待我处理 while it is open: what names me comes in by itself, is done in one tap, and can be taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.services.browsers import DESKTOP, PHONE
from tests.services.processes import wait_until

from .conftest import Place, say, unanswered, wait_for_message

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])


def tap(page: Page, text: str, name: str) -> None:
    page.locator(".todo", has_text=text).get_by_role("button", name=name).click()


@SIZES
def test_what_is_done_stays_in_sight_while_more_comes_in(place: Place, size: tuple[int, int]) -> None:
    reader, writer = place.sit_down("乙一", viewport=size), place.open_desk("甲一")
    reader.goto(place.server.url)
    reader.get_by_text("都办完了").wait_for()
    rows, waiting = reader.locator(".todo"), reader.locator("[data-waiting-count]")
    say(writer, "请 @乙一 先办这件")
    expect(rows).to_have_count(2)  # it, and the channel that is unread
    expect(reader.locator(".page__sub")).to_contain_text("点名1件")
    expect(reader.get_by_role("link", name="全部 2")).to_be_visible()
    expect(waiting).to_have_text("1")
    tap(reader, "先办这件", "已办")
    expect(reader.locator(".todo--done")).to_have_count(1)
    expect(waiting).to_be_hidden()
    say(writer, "请 @区乙局 再办那件")
    wait_for_message(writer, "再办那件")
    expect(rows.filter(has_text="再办那件")).to_be_visible()
    expect(waiting).to_have_text("1")
    expect(rows.filter(has_text="先办这件")).to_have_class(re.compile("todo--done"))
    tap(reader, "先办这件", "撤销")
    expect(reader.locator(".todo--done")).to_have_count(0)
    expect(waiting).to_have_text("2")
    expect(reader.locator(".page__sub")).to_contain_text("点名2件")


def test_what_was_asked_for_before_a_tap_does_not_undo_it(place: Place) -> None:
    place.speak("请 @乙一 先办这件")
    page = open_home(place)
    address = page.locator("todo-list").get_attribute("data-address")
    with unanswered(page, f"**{address}"):
        with page.expect_request(f"**{address}"):
            place.speak("请 @乙一 再办那件")
        with unanswered(page, "**/api/v1/heads"):
            with page.expect_request("**/api/v1/heads"):
                page.evaluate("() => window.dispatchEvent(new Event('focus'))")
            tap(page, "先办这件", "已办")
            expect(page.locator(".todo--done")).to_have_count(1)
    page.locator(".todo", has_text="再办那件").wait_for()
    expect(page.locator(".todo--done")).to_have_count(1)
    expect(page.locator("[data-waiting-count]")).to_have_text("1")


def test_a_row_whose_tap_is_not_answered_yet_stays(place: Place) -> None:
    place.speak("请 @乙一 先办这件")
    page = open_home(place)
    with unanswered(page, "**/done"):
        tap(page, "先办这件", "已办")
        place.speak("请 @乙一 再办那件")
        page.locator(".todo", has_text="再办那件").wait_for()
    expect(page.locator(".todo--done")).to_contain_text("先办这件")


def open_home(place: Place) -> Page:
    """乙一 at 待我处理, where the first comparison is over."""
    page = place.sit_down("乙一")
    with page.expect_response("**/waiting"):
        page.goto(place.server.url)
    return page


def test_only_me_does_not_hide_that_more_waits(place: Place) -> None:
    page = place.sit_down("乙一")
    place.speak("请 @区乙局 办")
    page.goto(f"{place.server.url}/?only=me")
    expect(page.locator("#todo")).not_to_contain_text("都办完了")
    page.get_by_role("link", name="看全部").click()
    expect(page.locator(".todo")).to_have_count(2)  # it, and the channel that is unread


def test_reading_elsewhere_takes_the_row_away(place: Place) -> None:
    page = place.sit_down("乙一")
    place.speak("没有点名的话")
    page.goto(place.server.url)
    expect(page.locator(".todo")).to_have_count(1)
    other = page.context.new_page()
    other.goto(place.desk())
    wait_for_message(other, "没有点名的话")
    wait_until(lambda: place.has_read_all("乙一"))
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    page.get_by_text("都办完了").wait_for()
