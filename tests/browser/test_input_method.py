"""Chinese is written with Chromium's own composition: the keys of an input method are not the hub's."""

from playwright.sync_api import CDPSession, Page, expect

from .conftest import Place, shown, wait_for_message

TEXT = "textarea#body"
ANYTHING = "[data-outgoing] article, [data-log] article"
CONTROL = 2
OF_INPUT_METHOD = 229


def compose(keys: CDPSession, text: str) -> None:
    """The underlined text of an input method, not yet chosen."""
    keys.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def press_enter(keys: CDPSession, modifiers: int = 0, code: int = 13) -> None:
    event = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": code, "modifiers": modifiers}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})


def begin(place: Place) -> tuple[Page, CDPSession]:
    page = place.open_desk("甲一")
    page.locator(TEXT).focus()
    return page, page.context.new_cdp_session(page)


def test_choosing_characters_sends_nothing(place: Place) -> None:
    page, keys = begin(place)
    for code in (13, OF_INPUT_METHOD):
        for modifiers in (0, CONTROL):
            compose(keys, "huishang")
            press_enter(keys, modifiers, code)
            expect(page.locator(TEXT)).to_have_value("huishang")
    keys.send("Input.insertText", {"text": "会商"})
    expect(page.locator(TEXT)).to_have_value("会商")
    expect(page.locator(ANYTHING)).to_have_count(0)
    page.keyboard.press("Control+Enter")
    wait_for_message(page, "会商")
    assert shown(page) == ["会商"]


def test_choosing_characters_chooses_no_name(place: Place) -> None:
    page, keys = begin(place)
    page.keyboard.type("@")
    page.locator("[role=option]").first.wait_for()
    compose(keys, "yi")
    press_enter(keys)
    press_enter(keys, code=OF_INPUT_METHOD)
    expect(page.locator(TEXT)).to_have_value("@yi")
    keys.send("Input.insertText", {"text": "乙"})
    expect(page.locator("[role=option]").first).to_contain_text("乙一")
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_have_value("@乙一 ")
