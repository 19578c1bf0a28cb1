"""Topics and agendas at the browser: proposed from a message, what is alike shown while one types, items reordered by key and by hand."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hub.accounts.models import Unit
from hub.core import clock, db
from hub.meetings import actions as consultations
from hub.meetings.agenda import actions
from hub.meetings.agenda.queries import items
from hub.meetings.agenda.shapes import ItemDraft
from hub.meetings.models import Consultation
from hub.meetings.shapes import ConsultationDraft
from hub.meetings.topics.actions import propose
from hub.meetings.topics.shapes import TopicDraft

from .conftest import Place

FOLLOW_UP = "上次议定事项落实情况"


@pytest.fixture
def consultation(place: Place) -> str:
    """A consultation of 区甲局 and 区乙局, with three items after the first."""
    office = place.scene["办一"]
    begins = clock.local(clock.now() + timedelta(days=8)).replace(hour=14, minute=0, second=0, microsecond=0)
    with db.transaction() as session:
        units = tuple(session.get_one(Unit, place.scene.units[name]).public_id for name in ("区甲局", "区乙局"))
        draft = ConsultationDraft("special", "转介专项会商", begins, 60, units=units)
        made = consultations.prepare(session, office, draft).public_id
        consultations.announce(session, office, made)
        for title in ("转介衔接", "寒假走访", "其他事项"):
            actions.add_plain(session, office, made, ItemDraft(title, minutes=15))
    return made


def kept(consultation: str) -> list[str]:
    """The agenda as the database has it."""
    with db.reading() as session:
        row = session.query(Consultation).filter_by(public_id=consultation).one()
        return [one.title for one in items(session, row.id)]


def open_editor(place: Place, consultation: str, **options: Any) -> Page:
    page = place.sit_down("办一", **options)
    page.goto(f"{place.server.url}/consultations/{consultation}/agenda")
    page.wait_for_function("() => customElements.get('agenda-order')")
    return page


def shown(page: Page) -> list[str]:
    titles = page.locator(".agenda-edit__title").all_inner_texts()
    return [title.partition(".")[2].strip() for title in titles]


def times(page: Page) -> list[str]:
    return page.locator("[data-time]").all_inner_texts()


def test_by_keyboard_an_item_goes_up_and_down_and_the_focus_goes_along(place: Place, consultation: str) -> None:
    page = open_editor(place, consultation)
    assert times(page) == ["14:00–14:10", "14:10–14:25", "14:25–14:40", "14:40–14:55"]
    page.get_by_role("button", name="上移“其他事项”").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("status").filter(has_text="“其他事项”已移到第2项")).to_have_count(1)
    page.wait_for_selector("agenda-order:not([data-saving])", state="attached")
    assert shown(page) == kept(consultation) == [FOLLOW_UP, "其他事项", "转介衔接", "寒假走访"]
    expect(page.get_by_role("button", name="上移“其他事项”")).to_be_focused()
    page.get_by_role("button", name="下移“其他事项”").press("Enter")
    expect(page.get_by_role("status").filter(has_text="“其他事项”已移到第3项")).to_have_count(1)
    assert kept(consultation) == [FOLLOW_UP, "转介衔接", "其他事项", "寒假走访"]
    page.reload()
    assert shown(page) == [FOLLOW_UP, "转介衔接", "其他事项", "寒假走访"]


def test_by_hand_an_item_is_dragged_to_its_place(place: Place, consultation: str) -> None:
    page = open_editor(place, consultation)
    item = page.locator("[data-item]").filter(has_text="其他事项")
    target = page.locator("[data-item]").filter(has_text="转介衔接")
    item.drag_to(target, source_position={"x": 20, "y": 90}, target_position={"x": 200, "y": 8})
    expect(page.get_by_role("status").filter(has_text="“其他事项”已移到第2项")).to_have_count(1)
    page.wait_for_selector("agenda-order:not([data-saving])", state="attached")
    assert shown(page) == kept(consultation) == [FOLLOW_UP, "其他事项", "转介衔接", "寒假走访"]
    assert times(page) == ["14:00–14:10", "14:10–14:25", "14:25–14:40", "14:40–14:55"]


def test_where_somebody_else_has_changed_it_the_present_is_drawn(place: Place, consultation: str) -> None:
    page = open_editor(place, consultation, tolerate=["409"])
    with db.transaction() as session:
        actions.add_plain(session, place.scene["办一"], consultation, ItemDraft("后加的", minutes=10))
    page.get_by_role("button", name="上移“其他事项”").click()
    expect(page.locator(".toast")).to_contain_text("议程已有变动")
    page.wait_for_selector("agenda-order:not([data-saving])", state="attached")
    assert shown(page) == kept(consultation) == [FOLLOW_UP, "转介衔接", "寒假走访", "其他事项", "后加的"]


def test_proposed_from_a_message_with_what_is_alike_shown_on_the_way(place: Place) -> None:
    place.speak("转介到门诊要等两周", who="乙一")
    with db.transaction() as session:
        there = TopicDraft("browser-there", "心理危机学生转介衔接机制")
        other = propose(session, place.scene["甲长"], there).public_id
    page = place.open_desk("甲一")
    page.locator("article[data-seq='1']").hover()
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="提请会商").click()
    expect(page.get_by_label("基本情况")).to_have_value("转介到门诊要等两周")
    expect(page.locator("[data-alike] a")).to_have_count(0)
    page.get_by_label("标题").press_sequentially("学生心理危机转介")
    expect(page.locator("[data-alike] a")).to_have_attribute("href", f"/topics/{other}")
    expect(page.locator("[name=seen]")).to_have_value("学生心理危机转介")
    page.get_by_role("button", name="提出议题").click()
    expect(page.get_by_role("heading", name="学生心理危机转介")).to_be_visible()
    expect(page.get_by_text("已提出，等待区未保办研究。")).to_be_visible()
    page.get_by_role("link", name="看消息").click()
    expect(page.locator("article", has_text="转介到门诊要等两周").first).to_be_visible()


def test_papers_go_as_soon_as_they_are_picked_and_the_form_brings_them_to_an_item(
    place: Place, consultation: str
) -> None:
    page = open_editor(place, consultation)
    page.wait_for_function("() => customElements.get('paper-form')")
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": "本学期转介情况。".encode()}
        for name in ("转介统计.txt", "不要的.txt")
    ]
    page.get_by_label("上传材料").set_input_files(files)  # type: ignore[arg-type]
    coming = page.locator("[data-coming] li")
    expect(coming.filter(has_text="已传好")).to_have_count(2)
    coming.filter(has_text="不要的.txt").get_by_role("button", name="取消").click()
    expect(coming).to_have_count(1)
    page.get_by_label("用于").select_option(label="2. 转介衔接")
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.get_by_text("材料已上传。")).to_be_visible()
    expect(
        page.locator("[data-item]").filter(has_text="转介衔接").get_by_role("link", name="转介统计.txt")
    ).to_be_visible()
    expect(page.get_by_text("不要的.txt")).to_have_count(0)
    reader = place.sit_down("乙一")
    reader.goto(f"{place.server.url}/consultations/{consultation}")
    with reader.expect_download() as got:
        reader.get_by_role("link", name="转介统计.txt").click()
    assert got.value.path().read_text(encoding="utf-8") == "本学期转介情况。"
