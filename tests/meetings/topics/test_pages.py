"""The pages of topics: proposing by the form, what may mean the same first, deciding with what was typed kept, and links both ways."""

import re

from hub.core import db
from hub.meetings.agenda import actions as agenda
from hub.meetings.topics.models import Topic
from tests.channels.pages import Hub
from tests.issues.test_page import plain
from tests.meetings.story import Meetings

from .story import proposed, said, topic


def form(**given: object) -> dict[str, str]:
    return {"title": "心理危机学生转介衔接", "body": "平均等候十六天。", "client_id": "form-1"} | given  # type: ignore[return-value]


def count() -> int:
    with db.reading() as session:
        return session.query(Topic).count()


def test_from_a_message_by_the_form(meetings: Meetings, hub: Hub) -> None:
    message = said(meetings, "乙一", "门诊要等两周，<b>请</b>协调", meetings.scene.channels["家庭"])
    page = hub.browser("甲一").get(f"/topics/new?message={message}").text
    assert "门诊要等两周，&lt;b&gt;请&lt;/b&gt;协调</textarea>" in page
    assert re.search(rf'name="unit" value="{meetings.unit("区乙局")}" checked', page)
    sent = hub.browser("甲一").post("/topics/new", form(message=message, unit=meetings.unit("区甲局")))
    assert sent.status_code == 303
    shown = hub.browser("乙一").get(sent.headers["Location"])
    assert f"/messages/{message}" in shown.text
    assert "来自消息看消息" in plain(shown)
    assert "门诊要等" not in hub.browser("东一").get(f"/topics/new?message={message}").text


def test_from_an_issue_by_its_button_and_back(meetings: Meetings, hub: Hub) -> None:
    issue = meetings.raised()
    assert f"/topics/new?issue={issue}" in hub.browser("甲一").get(f"/issues/{issue}").text
    assert f"/topics/new?issue={issue}" not in hub.browser("主任").get(f"/issues/{issue}").text
    page = hub.browser("甲一").get(f"/topics/new?issue={issue}").text
    assert 'value="转介等候过长"' in page
    address = hub.browser("甲一").post("/topics/new", form(issue=issue)).headers["Location"]
    of_issue = hub.browser("乙一").get(f"/issues/{issue}").text
    assert f'href="{address}"' in of_issue
    assert f"/topics/new?issue={issue}" not in of_issue
    consultation = meetings.announced()
    meetings.do(agenda.add_topic, "办一", consultation, address.rpartition("/")[2])
    assert f"/consultations/{consultation}" in hub.browser("乙一").get(f"/issues/{issue}").text
    assert f"/consultations/{consultation}" in hub.browser("乙一").get(address).text
    desk = hub.browser("乙一").get(f"/channels/{meetings.scene.channels['家庭']}").text
    assert f'href="{address}"' in desk


def test_without_script_what_may_mean_the_same_comes_before_a_second_confirmation(meetings: Meetings, hub: Hub) -> None:
    there = proposed(meetings, "甲一", "心理危机学生转介衔接机制")
    browser = hub.browser("甲一")
    stopped = browser.post("/topics/new", form(advice="明确牵头单位"))
    assert stopped.status_code == 200
    assert f'href="/topics/{there}"' in stopped.text
    assert "明确牵头单位</textarea>" in stopped.text
    assert count() == 1
    seen = re.search(r'name="seen" value="([^"]*)"', stopped.text)
    assert seen
    assert browser.post("/topics/new", form(seen=seen[1], title="学生心理危机转介机制")).status_code == 200, (
        "another title"
    )
    assert browser.post("/topics/new", form(seen=seen[1])).status_code == 303
    assert count() == 2
    assert hub.browser("乙一").post("/topics/new", form(client_id="form-2")).status_code == 303, "not theirs to know of"


def test_what_is_alike_is_shown_while_one_types_to_those_who_may_know(meetings: Meetings, hub: Hub) -> None:
    there = proposed(meetings, "甲一", "心理危机学生转介衔接机制")
    asked = "/topics/similar?title=学生心理危机转介"
    assert f"/topics/{there}" in hub.browser("甲长").get(asked).text
    assert f"/topics/{there}" not in hub.browser("乙一").get(asked).text
    assert hub.browser("主任").get(asked).status_code == 404


def test_what_is_refused_stays(meetings: Meetings, hub: Hub) -> None:
    browser, unit = hub.browser("甲一"), meetings.unit("区乙局")
    for wrong, status in (({"title": "  "}, 422), ({"title": "长" * 61}, 413), ({"unit": "gone"}, 422)):
        answer = browser.post("/topics/new", form(consulted="谈过两次", consulted_unit=unit, **wrong))
        assert answer.status_code == status, wrong
        assert "谈过两次</textarea>" in answer.text
        assert re.search(rf'name="consulted_unit" value="{unit}" checked', answer.text)
    assert count() == 0


def test_decided_by_its_forms_and_read_by_the_proposer(meetings: Meetings, hub: Hub) -> None:
    made = proposed(meetings)
    office = hub.browser("办一")
    empty = office.post(f"/topics/{made}/deferral", {"until": "", "reason": "等市里文件"})
    assert empty.status_code == 422
    assert "等市里文件</textarea>" in empty.text
    assert office.post(f"/topics/{made}/rejection", {"reason": "属部门职责"}).status_code == 303
    page = hub.browser("甲一").get(f"/topics/{made}")
    assert "不采纳" in page.text
    assert "意见：属部门职责" in page.text
    assert "/rejection" not in page.text
    assert office.post(f"/topics/{made}/reconsideration").status_code == 303
    assert office.post(f"/topics/{made}/acceptance").status_code == 303
    assert office.post(f"/topics/{made}/acceptance").status_code == 409
    assert hub.browser("甲一").post(f"/topics/{made}/withdrawal").status_code == 303
    assert topic(made).state == "withdrawn"


def test_the_list_shows_what_each_may_know_of(meetings: Meetings, hub: Hub) -> None:
    made = proposed(meetings)
    for who, there in (("办一", True), ("主任", True), ("甲长", True), ("乙一", False), ("专家", False)):
        assert (f"/topics/{made}" in hub.browser(who).get("/topics").text) == there, who
    assert "没有待研究的议题" in hub.browser("乙一").get("/topics").text
    assert "/topics/new" in hub.browser("乙一").get("/topics").text
    assert "/topics/new" not in hub.browser("专家").get("/topics").text
    assert hub.browser("办一").get("/topics?group=nonsense&after=-5").status_code == 200
