"""The quick switcher: how it ranks the twenty items of the sample plan, and how it is used by keys, mouse and input method."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from hub.accounts.models import Unit
from hub.channels.models import Channel
from hub.channels.switcher.rules import spelled
from hub.plan.models import WorkPlan
from tests.channels.scene import Scene, add_item
from tests.services.browsers import PHONE

from .cast import district
from .conftest import OpenPlace, Place

PLAN = {
    1: ("加强家庭教育指导", "教育局、妇儿工委办、民政局、司法局、公安分局、法院、检察院、应急局"),
    2: ("深化家庭监护支持服务", "民政局"),
    3: ("依法处理监护人侵害未成年人权益行为", "司法局、公安分局、法院、检察院"),
    4: ("完善学校保护机制", "教育局"),
    5: ("完善学校保护制度", "教育局"),
    6: ("加强校园安全守护", "公安分局、教育局、市场监管局"),
    7: ("加快推进儿童友好城市建设", ""),
    8: ("压实强制报告制度", ""),
    9: ("发挥群团组织作用", "团区委、妇儿工委办、残联、总工会、关工委"),
    10: ("加强未成年人保护领域社会组织建设", "民政局、教育局、司法局、公安分局、法院、检察院、团区委、残联、总工会"),
    11: ("发挥未成年人网络保护专项协同机制作用", "区委网信办"),
    12: ("压实属地网站平台主体责任", "区委网信办、区委宣传部"),
    13: ("培养和提高未成年人网络素养", "教育局、民政局、区委网信办、区委宣传部、公安分局、法院、检察院、关工委"),
    14: ("加强协调机制和平台建设", "未保办、区委政法委"),
    15: ("聚焦重点群体和关键环节实现新突破", "民政局、教育局、卫生健康委、财政局、团区委、妇儿工委办、残联、总工会"),
    16: ("加强未成年人医疗健康服务", "卫生健康委、教育局、体育局"),
    17: ("建设有利于未成年人健康成长的社会环境", "科委、文旅局、体育局、市场监管局"),
    18: ("扎实开展法治进校园工作", "教育局、公安分局、法院、检察院"),
    19: ("提升涉未成年人案件办案质效", "司法局、公安分局、法院、检察院"),
    20: ("推进未成年人检察业务集中统一办理", "检察院"),
}
"""The sample plan's items and units; of item 6 the office has made 公安分局 the lead."""
CASES: list[tuple[str, list[int]]] = [
    ("1", [1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]),
    ("１５", [15]),
    ("加强", [1, 6, 10, 14, 16]),
    ("jqjt", [1]),
    ("jia ting", [1, 2]),
    ("jiatingjiaoy", [1]),
    ("jtjy", [1]),
    ("jjzd", [15]),
    ("jjzhongdian", [15]),
    ("jjchongd", [15]),
    ("wanshan", [4, 5]),
    ("wsxx 制度", [5]),
    ("网络", [11, 13]),
    ("公安", [6, 1, 3, 10, 13, 18, 19]),
    ("gafj", [6, 1, 3, 10, 13, 18, 19]),
    ("wxb", [11, 12, 13]),
    ("没有", []),
]
FIRST = [("ga", [6, 1, 3, 10]), ("gongan", [6, 1, 3, 10]), ("xinwang", [])]


def places() -> list[dict[str, Any]]:
    def name(text: str) -> dict[str, str]:
        return {"name": text, "pinyin": spelled(text)}

    return [
        {
            "id": str(number),
            "number": number,
            "title": name(title),
            "units": [name(f"区{unit}") for unit in units.split("、") if unit],
        }
        for number, (title, units) in PLAN.items()
    ]


FIND = """async ([places, typed, recent]) => (await import("hub/switching.js")).find(places, typed, recent).map(({ number }) => number)"""


@pytest.fixture
def finder(place: Place) -> Page:
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/account")
    return page


def test_the_rules_of_ranking_on_the_sample_plan(finder: Page) -> None:
    wrong = {}
    for typed, expected in CASES:
        found = finder.evaluate(FIND, [places(), typed, []])
        if found != expected:
            wrong[typed] = found
    for typed, first in FIRST:
        found = finder.evaluate(FIND, [places(), typed, []])
        if found[: len(first)] != first:
            wrong[typed] = found
    assert wrong == {}


def test_nothing_typed_shows_what_was_visited_last_first(finder: Page) -> None:
    assert finder.evaluate(FIND, [places(), " ", ["7", "3"]])[:4] == [7, 3, 1, 2]


def test_archived_ones_come_after_their_equals(finder: Page) -> None:
    given = places()
    given[0]["isArchived"] = True
    assert finder.evaluate(FIND, [given, "加强", []]) == [6, 10, 14, 16, 1]


def test_keys_alone_go_to_a_channel_and_back_to_the_focus(place: Place) -> None:
    page = place.open_desk("办一")
    page.locator("textarea#body").focus()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(5 + 4)
    page.keyboard.press("Escape")
    expect(page.locator("textarea#body")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("sf")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("司法")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("Enter")
    page.wait_for_url(place.desk("司法"))
    page.locator("quick-switcher:defined").wait_for(state="attached")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_contain_text("家庭")  # the one before


def test_choosing_characters_chooses_no_place(place: Place) -> None:
    page = place.open_desk("办一")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option")).to_have_count(5 + 4)
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "si'fa", "selectionStart": 5, "selectionEnd": 5})
    expect(page.get_by_role("option").first).to_contain_text("司法")  # found while it is written
    event = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    expect(page.locator("dialog.switcher")).to_be_visible()
    assert page.url == place.desk()
    keys.send("Input.insertText", {"text": "司法"})
    page.keyboard.press("Enter")
    page.wait_for_url(place.desk("司法"))


def test_pages_by_mouse_and_on_a_phone(place: Place) -> None:
    page = place.sit_down("办一", viewport=PHONE, has_touch=True)
    page.goto(f"{place.server.url}/account")
    page.locator(".strip__user").tap()
    page.get_by_role("button", name="快速切换").tap()
    page.get_by_role("combobox").fill("dwclpage")
    expect(page.get_by_role("option")).to_have_text(["在消息里查找“dwclpage”"])
    page.get_by_role("combobox").fill("dwcl")
    page.get_by_role("option", name="待我处理").tap()
    page.wait_for_url(f"{place.server.url}/")


def test_whoever_sees_no_content_switches_between_pages(place: Place) -> None:
    page = place.sit_down("管理")
    page.goto(f"{place.server.url}/account")
    page.locator("quick-switcher:defined").wait_for(state="attached")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option")).to_have_text([re.compile("单位和人员"), re.compile("我的账号")])


def test_the_list_is_the_districts_own(open_place: OpenPlace) -> None:
    page_place = open_place(sample)
    page = page_place.sit_down("陈静")
    page.goto(page_place.server.url)
    page.locator("quick-switcher:defined").wait_for(state="attached")
    page.keyboard.press("Control+k")
    page.keyboard.type("gafj")
    expect(page.locator(".switcher__no")).to_have_text(["6", "1"])


def sample(session: Session) -> Scene:
    """The district with two items of the plan."""
    scene = district(session)
    plan = WorkPlan(year=2023, title="2023年工作要点")
    session.add(plan)
    for number in (1, 6):
        title, names = PLAN[number]
        units = [session.get_one(Unit, scene.units[f"区{unit}"]) for unit in names.split("、")]
        add_item(session, plan, number, title, units, [])
    scene.channels = {channel.title: channel.public_id for channel in session.query(Channel)}
    return scene
