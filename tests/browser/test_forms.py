"""Forms in a browser: nothing is lost by a slip, what is wrong has the focus, what is shown once is in sight."""

from playwright.sync_api import Page, expect

from tests.services.browsers import PHONE

from .conftest import Place


def create_token(page: Page, purpose: str) -> None:
    page.get_by_label("新令牌的用途").fill(purpose)
    page.get_by_role("button", name="创建令牌").click()


def test_a_new_token_is_in_sight(place: Place) -> None:
    page = place.sit_down("甲一", viewport=PHONE)
    page.goto(f"{place.server.url}/account")
    create_token(page, "统计")
    expect(page.locator(".account__secret")).to_be_in_viewport()


def test_what_cannot_be_taken_back_is_asked_for(place: Place) -> None:
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/account")
    create_token(page, "统计")
    expect(page.locator(".account__secret")).to_be_visible()
    page.wait_for_load_state()  # before its scripts run, a form is sent without a question
    revoke = page.locator(".account__row", has_text="统计").get_by_role("button", name="作废")
    revoke.click()
    expect(page.get_by_role("dialog")).to_contain_text("统计")
    page.keyboard.press("Escape")
    expect(revoke).to_be_focused()
    revoke.click()
    page.get_by_role("dialog").get_by_role("button", name="作废").click()
    page.get_by_text("还没有令牌").wait_for()


def test_what_was_refused_has_the_focus(place: Place) -> None:
    page = place.sit_down("办一", tolerate=["422"])
    page.goto(f"{place.server.url}/units/new#sheet")
    page.get_by_label("全称").fill("区丁局")
    page.get_by_label("简称").fill("区甲局")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("简称")).to_be_focused()
    expect(page.get_by_label("全称")).to_have_value("区丁局")


def test_a_group_by_kind_has_no_list_to_tick(place: Place) -> None:
    page = place.sit_down("办一")
    page.goto(f"{place.server.url}/groups/new#sheet")
    ticks = page.get_by_role("group", name="勾选的单位")
    expect(ticks).to_be_visible()
    page.get_by_label("包含").select_option("street")
    expect(ticks).to_be_hidden()
    page.get_by_label("包含").select_option("listed")
    expect(ticks).to_be_visible()


def test_a_sheet_fills_the_phone(place: Place) -> None:
    page = place.sit_down("办一", viewport=PHONE)
    page.goto(f"{place.server.url}/groups/new#sheet")
    page.get_by_label("包含").select_option("street")  # a short sheet
    page.wait_for_function(
        """() => {
          const [acts, strip] = [".sheet__acts", ".strip"].map((one) => document.querySelector(one).getBoundingClientRect());
          return acts.height > 0 && Math.abs(acts.bottom - strip.top) <= 1;
        }"""
    )


def test_every_condition_is_in_view_on_a_phone(place: Place) -> None:
    page = place.sit_down("办一", viewport=PHONE)
    page.goto(f"{place.server.url}/people")
    for control in page.locator(".office__filters > :is(input, select, button)").all():
        expect(control).to_be_in_viewport(ratio=1)
