"""An issue beside the register: opened by a click, gone through by keys, closed by Escape; another window and a phone get the page."""

from playwright.sync_api import Page, expect

from hub.core import db
from hub.issues import actions
from tests.services.browsers import PHONE

from .conftest import Place
from .test_register import _raise

SHEET = "issue-register > .sheet"


def opened(place: Place, who: str = "乙一") -> Page:
    page = place.sit_down(who)
    page.goto(f"{place.server.url}/issues")
    page.locator("issue-register:defined").wait_for()
    return page


def test_a_click_opens_and_keys_go_on(place: Place) -> None:
    first, other = _raise(place, "转介在等候", resolves=False), _raise(place, "校车停靠点", resolves=False)
    page = opened(place)
    title = page.locator(SHEET).get_by_role("heading", level=2)
    page.get_by_role("link", name="转介在等候").click()
    expect(title).to_have_text("转介在等候")
    assert page.url.endswith(f"/issues#{first}")
    page.keyboard.press("j")
    expect(title).to_have_text("校车停靠点")
    expect(page.get_by_role("link", name="校车停靠点")).to_be_focused()
    assert page.url.endswith(f"#{other}")
    page.reload()
    expect(title).to_have_text("校车停靠点")
    page.keyboard.press("k")
    expect(title).to_have_text("转介在等候")
    page.keyboard.press("Escape")
    expect(page.locator(SHEET)).to_be_hidden()
    expect(page.get_by_role("link", name="转介在等候")).to_be_focused()
    assert page.url.endswith("/issues")


def test_it_follows_and_is_taken_up_where_it_stands(place: Place) -> None:
    issue = _raise(place, "转介在等候", resolves=False)
    page = opened(place)
    page.get_by_role("link", name="转介在等候").click()
    sheet, state = page.locator(SHEET), page.locator("tbody .col-state")
    sheet.get_by_role("button", name="受理").click()
    expect(sheet.locator(".sheet__line")).to_contain_text("已受理")
    expect(state).to_have_text("已受理")
    with db.transaction() as session:
        actions.resolve(session, place.scene["乙一"], issue, "已办", "sheet-1")
    expect(sheet.locator(".sheet__line")).to_contain_text("已办结")
    expect(state).to_have_text("已办结")


def test_another_window_and_a_phone_get_the_page(place: Place) -> None:
    issue = _raise(place, "转介在等候", resolves=False)
    page = opened(place)
    with page.context.expect_page() as other:
        page.get_by_role("link", name="转介在等候").click(button="middle")
    expect(other.value.locator(".issue-page__title")).to_have_text("转介在等候")
    expect(page.locator(SHEET)).to_be_hidden()
    phone = place.sit_down("乙一", viewport=PHONE)
    phone.goto(f"{place.server.url}/issues")
    phone.locator("issue-register:defined").wait_for()
    phone.get_by_role("link", name="转介在等候").click()
    phone.wait_for_url(f"**/issues/{issue}")


def test_without_script_a_line_is_a_link(place: Place) -> None:
    issue = _raise(place, "转介在等候", resolves=False)
    page = place.sit_down("乙一", java_script_enabled=False)
    page.goto(f"{place.server.url}/issues")
    page.get_by_role("link", name="转介在等候").click()
    page.wait_for_url(f"**/issues/{issue}")
    expect(page.get_by_role("heading", name="转介在等候")).to_be_visible()
