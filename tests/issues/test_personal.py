"""Words that seem to tell who a child is: each form of an issue comes back with a warning, and goes when it is meant."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from hub.core import db
from hub.issues import actions
from hub.issues.models import Issue
from tests.channels.pages import Browser, Hub
from tests.channels.scene import Scene

from .story import Story
from .test_raising_form import fields

NUMBER = "11010519491231002X"
WARNED = "内容里好像有身份证号（110…2X）"


def token(page: str) -> str:
    """What the button 仍要提交 says."""
    found = re.search(r'name="meant" value="(\w+)">仍要提交', page)
    assert found, page
    return found[1]


def issues() -> int:
    with db.reading() as session:
        return len(session.scalars(select(Issue.id)).all())


def test_the_form_that_raises(story: Story, hub: Hub, scene: Scene) -> None:
    browser, address = hub.browser("甲一"), f"/channels/{scene.channels['家庭']}/issues/new"
    form = fields(story, body=f"小明，{NUMBER}，待转介", due_on="2026-12-01")
    warned = browser.post(address, form | {"files": (BytesIO(b"a note"), "说明.txt")})  # type: ignore[arg-type]
    assert warned.status_code == 422
    for kept in (WARNED, f"小明，{NUMBER}，待转介", 'value="转介等候过长"', 'value="2026-12-01"', "说明.txt"):
        assert kept in warned.text, kept
    assert issues() == 0
    other = browser.post(address, form | {"body": "电话13800138000", "meant": token(warned.text)})  # type: ignore[arg-type]
    assert other.status_code == 422, "what was meant was something else"
    assert browser.post(address, form | {"meant": token(warned.text)}).status_code == 303  # type: ignore[arg-type]
    assert issues() == 1


def test_what_was_meant_stays_meant_when_something_else_is_wrong(story: Story, hub: Hub, scene: Scene) -> None:
    browser, address = hub.browser("甲一"), f"/channels/{scene.channels['家庭']}/issues/new"
    form = fields(story, body=NUMBER)
    meant = token(browser.post(address, form).text)  # type: ignore[arg-type]
    again = browser.post(address, form | {"meant": meant, "lead": ""})  # type: ignore[arg-type]
    assert "请选择牵头单位。" in again.text
    assert f'<input type="hidden" name="meant" value="{meant}">' in again.text


FORMS = {
    "report": ("乙一", "reports", {"text": f"已联系{NUMBER}", "client_id": "said-1"}),
    "resolution": ("乙一", "resolution", {"text": f"已办，{NUMBER}", "client_id": "said-2"}),
    "hold": ("办一", "hold", {"reason": f"等{NUMBER}的材料", "review_on": "2026-12-20"}),
    "extension": ("乙一", "extensions", {"reason": f"等{NUMBER}的材料", "due_on": "2026-12-20"}),
    "withdrawal": ("甲一", "withdrawal", {"reason": f"{NUMBER}已解决"}),
    "words": ("甲一", "words", {"title": "转介", "body": NUMBER, "kind": "hard"}),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_of_the_page(story: Story, hub: Hub, name: str) -> None:
    issue = story.raised()
    story.do(actions.acknowledge, "乙一", issue)
    who, door, form = FORMS[name]
    browser: Browser = hub.browser(who)
    warned = browser.post(f"/issues/{issue}/{door}", form)
    assert warned.status_code == 422
    assert WARNED in warned.text
    assert form.get("text", form.get("reason", NUMBER)) in warned.text, "what was typed stays"
    assert browser.post(f"/issues/{issue}/{door}", form | {"meant": token(warned.text)}).status_code == 303


def test_the_answer_to_a_request_for_more_time(story: Story, hub: Hub) -> None:
    issue = story.raised("甲一", "区甲局")
    story.do(actions.acknowledge, "甲一", issue)
    asked = {"reason": "等材料", "due_on": "2026-12-20"}
    assert hub.browser("甲一").post(f"/issues/{issue}/extensions", asked).status_code == 303
    page = hub.browser("甲长").get(f"/issues/{issue}").text
    door = re.search(r"/extensions/\w+/refusal", page)
    assert door
    form = {"reason": f"{NUMBER}的材料已到"}
    warned = hub.browser("甲长").post(door[0], form)
    assert WARNED in warned.text
    assert hub.browser("甲长").post(door[0], form | {"meant": token(warned.text)}).status_code == 303


def test_the_reason_for_many_at_once(story: Story, hub: Hub) -> None:
    issue, office = story.raised(), hub.browser("办一")
    form = {"act": "change_due", "issue": issue, "due_on": "2026-12-20", "reason": f"等{NUMBER}"}
    warned = office.post("/issues/bulk/preview", form)
    assert warned.status_code == 422
    assert WARNED in warned.text
    assert office.post("/issues/bulk/results", form).status_code == 422
    shown = office.post("/issues/bulk/preview", form | {"meant": token(warned.text)})
    assert shown.status_code == 200
    carried = re.search(r'type="hidden" name="meant" value="(\w+)"', shown.text)
    assert carried, "the next step knows that it was meant"
    assert "已办理1件" in office.post("/issues/bulk/results", form | {"meant": carried[1]}).text


def test_a_script_asks_at_once(story: Story, hub: Hub) -> None:
    browser = hub.browser("甲一")
    found = browser.script("POST", "/words/personal", {"words": f"小明{NUMBER}"}).get_json()
    assert found["said"].startswith(WARNED)
    assert found["token"]
    assert browser.script("POST", "/words/personal", {"words": "一切正常"}).get_json() == {"said": "", "token": ""}
    assert hub.browser("管理").script("POST", "/words/personal", {"words": ""}).status_code == 404
