"""The editor of an agenda and the agenda on the page of a consultation: by forms alone, what was typed stays."""

import re

from hub.core import db
from hub.meetings.agenda.queries import items
from tests.channels.pages import Browser, Hub
from tests.issues.test_page import plain
from tests.meetings.story import Meetings
from tests.meetings.topics.story import proposed, topic


def titles(meetings: Meetings, consultation: str) -> list[str]:
    with db.reading() as session:
        return [one.title for one in items(session, meetings.row(consultation).id)]


def shows(browser: Browser, consultation: str) -> str:
    return plain(browser.get(f"/consultations/{consultation}"))


def test_from_the_pool_to_the_page_by_forms(meetings: Meetings, hub: Hub) -> None:
    issue = meetings.raised()
    made = proposed(
        meetings, issue=issue, advice="明确牵头单位", units=(meetings.unit("区乙局"), meetings.unit("区甲局"))
    )
    consultation, browser = meetings.announced(), hub.browser("办一")
    editor = f"/consultations/{consultation}/agenda"
    assert "心理危机学生转介衔接" in browser.get(editor).text
    assert browser.post(f"{editor}/items", {"topic": made}).status_code == 303
    assert browser.post(f"{editor}/items", {"title": "其他事项", "minutes": "20"}).status_code == 303
    said = shows(hub.browser("乙一"), consultation)
    for words in (
        "1上次议定事项落实情况14:00–14:1010分钟没有尚未落实的议定事项。",
        "2心理危机学生转介衔接提请议定：明确牵头单位14:10–14:2515分钟区乙局（汇报）、区甲局问题2026-0001",
        "3其他事项14:25–14:4520分钟",
        "材料应在11月20日17:00前上传。",
    ):
        assert words in said
    page = hub.browser("乙一").get(f"/consultations/{consultation}").text
    assert f'href="/topics/{made}"' in page
    assert f'href="/issues/{issue}"' in page
    assert "编排议程" not in page
    assert "编排议程" in browser.get(f"/consultations/{consultation}").text


def test_buttons_move_take_off_and_put_back(meetings: Meetings, hub: Hub) -> None:
    made, consultation, browser = proposed(meetings), meetings.announced(), hub.browser("办一")
    editor = f"/consultations/{consultation}/agenda"
    browser.post(f"{editor}/items", {"topic": made})
    item = re.findall(r'data-item="(\w+)"', browser.get(editor).text)[1]
    assert browser.post(f"/agenda-items/{item}/place", {"by": "-1"}).status_code == 303
    assert titles(meetings, consultation) == ["心理危机学生转介衔接", "上次议定事项落实情况"]
    assert browser.post(f"/agenda-items/{item}/removal").status_code == 303
    assert topic(made).state == "accepted"
    assert f"/agenda-items/{item}/restoring" in browser.get(editor).text
    assert browser.post(f"/agenda-items/{item}/restoring").status_code == 303
    assert titles(meetings, consultation) == ["心理危机学生转介衔接", "上次议定事项落实情况"]


def test_what_is_refused_stays_in_its_form(meetings: Meetings, hub: Hub) -> None:
    consultation, browser = meetings.announced(), hub.browser("办一")
    editor = f"/consultations/{consultation}/agenda"
    unit = meetings.unit("区乙局")
    answer = browser.post(f"{editor}/items", {"title": "", "ask": "谁来跟进", "minutes": "0", "unit": unit})
    assert answer.status_code == 422
    assert "谁来跟进</textarea>" in answer.text
    assert f'value="{unit}" checked' in answer.text
    browser.post(f"{editor}/items", {"title": "走访", "minutes": "20"})
    item = re.findall(r'data-item="(\w+)"', browser.get(editor).text)[1]
    answer = browser.post(f"/agenda-items/{item}/words", {"title": "走访安排", "ask": "何时完成", "minutes": "999"})
    assert answer.status_code == 422
    assert 'value="走访安排"' in answer.text
    assert "时长应为1至480分钟。" in answer.text
    assert titles(meetings, consultation)[1] == "走访"
    assert browser.post(f"/agenda-items/{item}/words", {"title": "走访安排", "minutes": "30"}).status_code == 303
    assert titles(meetings, consultation)[1] == "走访安排"


def test_a_script_sends_the_whole_order(meetings: Meetings, hub: Hub) -> None:
    consultation, browser = meetings.announced(), hub.browser("办一")
    editor = f"/consultations/{consultation}/agenda"
    for title in ("一", "二"):
        browser.post(f"{editor}/items", {"title": title, "minutes": "20"})
    ids = re.findall(r'data-item="(\w+)"', browser.get(editor).text)
    moved = browser.client.post(
        f"{editor}/order",
        data={"item": [ids[2], ids[0], ids[1]]},
        headers={"Origin": "http://127.0.0.1:5000", "Accept": "application/json"},
        base_url="http://127.0.0.1:5000",
    )
    assert moved.status_code == 204
    assert titles(meetings, consultation) == ["二", "上次议定事项落实情况", "一"]
    assert re.findall(r'data-item="(\w+)"', browser.get(f"{editor}/items").text) == [ids[2], ids[0], ids[1]]


def test_past_the_planned_end_it_says_so(meetings: Meetings, hub: Hub) -> None:
    consultation, browser = meetings.announced(minutes=60), hub.browser("办一")
    browser.post(f"/consultations/{consultation}/agenda/items", {"title": "走访", "minutes": "65"})
    for page in (f"/consultations/{consultation}", f"/consultations/{consultation}/agenda"):
        assert "议程共75分钟，比计划多15分钟。" in plain(browser.get(page))


def test_the_editor_is_for_those_who_arrange(meetings: Meetings, hub: Hub) -> None:
    consultation = meetings.announced()
    for who, status in (("甲一", 403), ("主任", 403), ("丙一", 404)):
        for address in ("agenda", "agenda/items"):
            assert hub.browser(who).get(f"/consultations/{consultation}/{address}").status_code == status
