"""Keys: the sheet says what the table drives, single characters can be switched off, and all of a page is within reach."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESTINATION, Place, settled, wait_for_message

FOCUSABLE = """() => [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']")]
  .filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"))
  .filter((element) => element.tabIndex >= 0).filter((element, at, all) => element.type !== "radio"
    || element.checked || !all.some((other) => other.name === element.name && other.checked))
  .map((element, at, all) => { window.walked = all; return `${element.localName} ${element.textContent.trim().slice(0, 30)}`; })"""
HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const shown = (element) => { const style = getComputedStyle(element);
    return style.outlineStyle !== "none" || style.boxShadow !== "none"; };
  return { walk: window.walked?.indexOf(at) ?? -1, isShown: shown(at) || Boolean(at.closest(":focus-within") && [at.parentElement,
    at.parentElement?.parentElement].some((one) => one && shown(one))), what: at.outerHTML.slice(0, 120) };
}"""


def open_sheet(page: Page) -> None:
    page.locator("message-stream").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()


def test_the_sheet_lists_the_table_in_words(place: Place) -> None:
    page = place.open_desk("甲一")
    open_sheet(page)
    table = page.evaluate("async () => Object.values((await import('hub/keys.js')).TABLE).flat()")
    assert page.locator(".keys__act").count() == len(table)
    said = page.locator(".keys__act, .keys__name").all_inner_texts()
    assert not [text for text in said if re.search("key_|keys_", text)]
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_have_count(0)
    expect(page.locator("message-stream")).to_be_focused()


def test_single_characters_can_be_switched_off_and_stay_off(place: Place) -> None:
    page = place.open_desk("甲一")
    open_sheet(page)
    page.get_by_label("使用单个字符").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    settled(page)
    page.locator("message-stream").focus()
    page.keyboard.press("f")
    expect(page.locator("message-stream")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator(".strip__user").click()
    page.get_by_role("button", name="快捷键").click()
    page.get_by_label("使用单个字符").check()
    page.keyboard.press("Escape")
    page.locator("message-stream").focus()
    page.keyboard.press("f")
    expect(page.locator(".items input[type=search]")).to_be_focused()


def test_letters_are_letters_where_somebody_writes(place: Place) -> None:
    page = place.open_desk("甲一")
    page.locator("textarea#body").focus()
    page.keyboard.type("gh?/fjkrx")
    expect(page.locator("textarea#body")).to_have_value("gh?/fjkrx")
    assert page.url == place.desk()


@pytest.mark.parametrize(("second", "path"), [("h", "/"), ("p", "/plan"), ("c", "/channels/")])
def test_g_goes(place: Place, second: str, path: str) -> None:
    page = place.open_desk("甲一")
    page.locator("message-stream").focus()
    page.keyboard.press("g")
    page.keyboard.press(second)
    page.wait_for_url(re.compile(re.escape(place.server.url + path)))
    if second != "c":
        expect(page.locator(".strip [aria-current=page]")).to_have_attribute(
            "data-go", {"h": "home", "p": "plan"}[second]
        )


def test_the_tools_of_a_message_by_letters(place: Place) -> None:
    place.speak("先说一句")
    place.speak("再说一句")
    page = place.open_desk("甲一")
    wait_for_message(page, "再说一句")
    page.locator("textarea#body").focus()
    page.keyboard.press("Shift+Tab")
    page.locator("message-stream").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(DESTINATION).last).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator(DESTINATION).first).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("textarea#body")).to_have_value("先说一句")
    page.keyboard.press("Escape")
    page.locator(DESTINATION).first.focus()
    page.keyboard.press("End")
    expect(page.locator(DESTINATION).last).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("[data-bound] span")).to_have_text("再说一句")
    expect(page.locator("textarea#body")).to_be_focused()


def test_what_is_not_offered_is_not_done(place: Place) -> None:
    place.speak("甲一的话")
    page = place.open_desk("乙一")
    page.locator(DESTINATION).first.focus()
    page.keyboard.press("e")
    expect(page.locator("textarea#body")).to_have_value("")
    expect(page.locator(DESTINATION).first).to_be_focused()


def test_the_todo_list_by_letters(place: Place) -> None:
    place.speak("请 @乙一 先办这件")
    page = place.sit_down("乙一")
    with page.expect_response("**/waiting"):
        page.goto(place.server.url)
    page.keyboard.press("j")
    expect(page.locator(".todo__title").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".todo__title").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator(".todo--done")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator(".todo--done")).to_have_count(0)
    page.keyboard.press("k")
    page.locator(".todo__title").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/channels/**")


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/", "desk", "/plan", "/account", "/people", "/units", "/groups", "/plans/import"])
def test_every_control_is_reached_by_tab_and_seen(place: Place, address: str) -> None:
    place.speak("请 @办一 看")
    page = place.sit_down("办一")
    page.goto(place.desk() if address == "desk" else place.server.url + address)
    if address == "desk":
        settled(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { document.activeElement?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }")
    wanted = page.evaluate(FOCUSABLE)
    reached, unseen = set(), []
    page.keyboard.press("Tab")
    assert "skip" in page.evaluate(HERE)["what"]  # the first stop leads past everything
    for _stop in range(len(wanted) + 20):
        here = page.evaluate(HERE)
        if here is None:
            break
        reached.add(here["walk"])
        if not here["isShown"]:
            unseen.append(here["what"])
        page.keyboard.press("Tab")
    else:
        pytest.fail(f"the focus never leaves the page: {here}")
    assert [what for at, what in enumerate(wanted) if at not in reached] == []
    assert unseen == []
