"""A phone: the system's back gesture goes where one came from, the keyboard covers nothing, and fingers hit what they aim at."""

import pytest
from playwright.sync_api import Page, expect

from tests.services.browsers import PHONE

from .conftest import Place, settled

TALK, ITEMS, ITEM = "channel-talk", "#items", "#item"
SMALL = """() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select, textarea")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => !element.closest(".prose, .skip, p, dd, td, .message__head, .quote, .block__head, .signin__foot, label.check"))
  .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height && box.bottom > 0 && box.right > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([element, box]) => `${element.localName}.${element.className} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


def open_phone(place: Place, address: str, width: int = PHONE[0]) -> Page:
    page = place.sit_down("乙一", viewport=(width, PHONE[1]), has_touch=True, is_mobile=True)
    page.goto(place.server.url + address)
    return page


def only(page: Page, pane: str) -> None:
    for one in (TALK, ITEMS, ITEM):
        expect(page.locator(one)).to_be_visible(visible=one == pane)


def test_back_goes_from_item_to_conversation_to_list_to_the_page_before(place: Place) -> None:
    page = open_phone(place, "/")
    page.goto(place.desk() + "#items")
    only(page, ITEMS)
    page.locator(".item-link", has_text="全区").tap()
    page.wait_for_url(place.desk("全区"))
    settled(page)
    page.locator("a[href='#item']").tap()
    only(page, ITEM)
    page.go_back()
    only(page, TALK)
    page.go_back()
    page.wait_for_url(place.desk() + "#items")
    only(page, ITEMS)
    page.go_back()
    page.wait_for_url(place.server.url + "/")


def test_buttons_that_lead_back_do_not_pile_up(place: Place) -> None:
    page = open_phone(place, "/")
    page.goto(place.desk())
    settled(page)
    before = page.evaluate("() => history.length")
    for _time in range(3):
        page.locator("a[href='#item']").tap()
        only(page, ITEM)
        page.locator("#item a[href='#stream']").tap()
        only(page, TALK)
    assert page.evaluate("() => history.length") <= before + 1
    page.locator("a[href='#items']").tap()
    only(page, ITEMS)
    page.locator("#items a[href='#stream']").tap()
    only(page, TALK)
    page.locator("a[href='#items']").tap()
    only(page, ITEMS)
    page.go_back()
    page.wait_for_url(place.server.url + "/")


def test_the_arrow_goes_back_to_the_list_that_one_came_from(place: Place) -> None:
    page = open_phone(place, "/")
    page.goto(place.desk() + "#items")
    page.locator(".item-link", has_text="全区").tap()
    page.wait_for_url(place.desk("全区"))
    settled(page)
    page.locator("a[href='#items']").tap()
    page.wait_for_url(place.desk() + "#items")
    page.go_back()
    page.wait_for_url(place.server.url + "/")


def test_the_keyboard_does_not_cover_the_composer(place: Place) -> None:
    page = open_phone(place, "/")
    page.goto(place.desk())
    settled(page)
    page.evaluate(
        """async () => {
          const view = Object.assign(new EventTarget(), { height: innerHeight - 336, scale: 1 });
          (await import("hub/viewport.js")).watchViewport(view);
        }"""
    )
    box = page.locator("textarea#body").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE[1] - 336
    expect(page.locator(".strip")).to_be_hidden()


def test_a_pull_inside_the_conversation_does_not_reload(place: Place) -> None:
    page = open_phone(place, "/")
    page.goto(place.desk())
    expect(page.locator("html")).to_have_css("overscroll-behavior-y", "none")
    expect(page.locator("message-stream")).to_have_css("overscroll-behavior-y", "contain")


@pytest.mark.parametrize("width", [390, 320])
def test_fingers_hit_what_they_aim_at_and_nothing_goes_sideways(place: Place, width: int) -> None:
    place.speak("请 @乙一 看")
    page = open_phone(place, "/", width)
    wrong = {}
    for address in ("/", f"/channels/{place.scene.channels['家庭']}", "/account", "/plan"):
        for pane in ("", "#items", "#item") if "channels" in address else ("",):
            page.goto(place.server.url + address + pane)
            wrong[address + pane] = page.evaluate(SMALL)
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), address
    assert not any(wrong.values()), "\n".join(f"{place}: {found}" for place, found in wrong.items() if found)
