"""What calls a reader back: the number in the title, the mark on the icon, a notification of the desktop; and my settings."""

import re

from playwright.sync_api import Page, expect

from tests.services.processes import wait_until

from .conftest import Place, say

LISTEN = """() => {
  window.told = [];
  window.Notification = class extends EventTarget {
    static permission = "granted";
    static requestPermission = async () => "granted";
    constructor(title, options) { super(); window.told.push([title, options.body, options.tag]); }
    close() {}
  };
}"""
HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
}"""


def icon(page: Page) -> str:
    return str(page.evaluate("() => document.querySelector('link[rel=icon]').href"))


def corner_of(page: Page) -> list[int]:
    """The pixel in the corner where the mark stands."""
    return page.evaluate(
        """async () => {
          const image = new Image();
          image.src = document.querySelector('link[rel=icon]').href;
          await image.decode();
          const canvas = Object.assign(document.createElement("canvas"), { width: 32, height: 32 });
          canvas.getContext("2d").drawImage(image, 0, 0);
          return [...canvas.getContext("2d").getImageData(16, 2, 1, 1).data, ...canvas.getContext("2d").getImageData(29, 3, 1, 1).data];
        }"""
    )


def test_title_and_icon_say_what_waits_until_it_is_done(place: Place) -> None:
    reader, writer = place.sit_down("乙一"), place.open_desk("甲一")
    reader.goto(place.server.url)
    plain = icon(reader)
    say(writer, "请 @乙一 先办这件")
    expect(reader).to_have_title(re.compile(r"^\(1\) "))
    wait_until(lambda: icon(reader).startswith("data:image/png"))
    corner = corner_of(reader)
    assert corner[3] == 255, "the icon itself is still there"
    assert corner[7] == 255, "with a mark in its corner"
    assert corner[:3] != corner[4:7]
    reader.locator(".todo", has_text="先办这件").get_by_role("button", name="已办").click()
    expect(reader).not_to_have_title(re.compile(r"^\("))
    wait_until(lambda: icon(reader) == plain)


def test_a_hidden_page_tells_once_a_minute_where_something_waits_and_never_what(place: Place) -> None:
    reader, writer = place.sit_down("乙一"), place.open_desk("甲一")
    reader.add_init_script(f"({LISTEN})()")
    reader.goto(f"{place.server.url}/account/notices")
    reader.get_by_label("用桌面通知提示").check()
    reader.get_by_role("button", name="保存").click()
    reader.get_by_text("通知设置已保存").wait_for()
    reader.goto(place.desk())
    reader.wait_for_function("() => document.querySelector('message-stream[data-following]')")
    say(writer, "请 @乙一 看得见时不用")
    expect(reader.locator("[data-log]")).to_contain_text("看得见时不用")
    reader.evaluate(HIDE)
    for number in (1, 2):
        say(writer, f"请 @乙一 第{number}件要紧的事")
        expect(reader.locator("[data-log]")).to_contain_text(f"第{number}件要紧的事")
    reader.wait_for_function("() => window.told.length > 0")
    told = reader.evaluate("() => window.told")
    assert [tag for _title, _body, tag in told] == [place.scene.channels["家庭"]]
    assert "家庭" in told[0][1]
    assert "要紧" not in str(told)


def test_who_has_not_asked_for_it_is_not_told(place: Place) -> None:
    reader, writer = place.sit_down("乙一"), place.open_desk("甲一")
    reader.add_init_script(f"({LISTEN})()")
    reader.goto(place.desk())
    reader.wait_for_function("() => document.querySelector('message-stream[data-following]')")
    reader.evaluate(HIDE)
    say(writer, "请 @乙一 看看")
    expect(reader.locator("[data-log]")).to_contain_text("看看")
    expect(reader).to_have_title(re.compile(r"^\(\d+\) "))
    assert reader.evaluate("() => window.told") == []


def test_settings_keep_what_was_typed_and_say_what_is_wrong(place: Place) -> None:
    page = place.sit_down("乙一", tolerate=["422"])
    page.goto(f"{place.server.url}/account/notices")
    page.get_by_label("邮箱地址").fill("zhou@example")
    page.get_by_label("汇总时间").fill("25")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)
    expect(page.get_by_label("邮箱地址")).to_have_value("zhou@example")
    expect(page.get_by_label("邮箱地址")).to_be_focused()
    page.get_by_label("邮箱地址").fill("zhou@example.org")
    page.get_by_label("汇总时间").fill("8、14")
    page.keyboard.press("Enter")
    expect(page.get_by_text("通知设置已保存")).to_be_visible()
    expect(page.get_by_label("汇总时间")).to_have_value("8, 14")
    expect(page.locator("push-switch")).to_contain_text(re.compile("推送"))
