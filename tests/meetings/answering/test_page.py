"""Answering on the page, from 待我处理 and by programs; what was typed stands there again when it is refused."""

from hub.core import db
from hub.meetings import actions
from hub.meetings.answering.queries import answers
from tests.channels.pages import Hub

from ..story import Meetings


def answer(meetings: Meetings, made: str, unit: str = "区甲局") -> str:
    return meetings.answer_of("办一", made, unit)


def test_one_tap_from_what_waits_and_back(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    liaison = hub.browser("甲一")
    page = liaison.get("/").text
    assert f'action="/consultations/{made}/answer"' in page
    assert f'href="/consultations/{made}#invitation"' in page
    assert liaison.post(f"/consultations/{made}/answer", {"answer": "attending", "back": "home"}).location == "/"
    assert answer(meetings, made) == "attending"
    assert f"/consultations/{made}/answer" not in liaison.get("/").text
    assert liaison.script("POST", f"/consultations/{made}/answer/undo").status_code == 204
    assert answer(meetings, made) == "waiting"


def test_the_page_offers_three_answers_and_keeps_what_was_typed(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    liaison = hub.browser("甲一")
    page = liaison.get(f"/consultations/{made}").text
    for word in ("我单位的答复", "答复请假", "答复委派代表", 'value="attending"'):
        assert word in page
    refused = liaison.post(f"/consultations/{made}/answer", {"answer": "delegated", "delegate_name": "王芳"})
    assert refused.status_code == 422
    assert 'value="王芳"' in refused.text
    assert "请填写代表的职务" in refused.text
    fields = {"answer": "delegated", "delegate_name": "王芳", "delegate_post": "科长"}
    liaison.post(f"/consultations/{made}/answer", fields)
    assert "王芳 科长" in hub.browser("乙一").get(f"/consultations/{made}").text


def test_who_has_not_answered_is_seen_at_a_glance_and_reminded(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced(quorum=2)
    hub.browser("甲一").post(f"/consultations/{made}/answer", {"answer": "excused", "reason": "外出培训"})
    office = hub.browser("办一")
    page = office.get(f"/consultations/{made}").text
    assert "还差2个" in page
    assert "外出培训" in page
    assert "外出培训" not in hub.browser("乙一").get(f"/consultations/{made}").text
    refused = office.post(f"/consultations/{made}/reminders", {"reason": " "})
    assert (refused.status_code, "请写明催办理由" in refused.text) == (422, True)
    assert office.post(f"/consultations/{made}/reminders", {"reason": "要定座次"}).status_code == 303
    assert "已催办1次：要定座次" in hub.browser("乙一").get(f"/consultations/{made}").text
    assert "催办未答复单位" not in hub.browser("乙一").get(f"/consultations/{made}").text


def test_a_colleague_was_faster_than_the_opening(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    meetings.do(actions.cancel, "办一", made, "不开了")
    refused = hub.browser("甲一").post(f"/consultations/{made}/answer", {"answer": "attending"})
    assert refused.status_code == 409
    assert "已经取消" in refused.text


def test_programs_answer_and_read(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    liaison, path = hub.browser("甲一"), f"/api/v1/consultations/{made}"
    found = liaison.script("PUT", f"{path}/answer", {"answer": "excused", "reason": "外出培训"})
    assert found.status_code == 200, found.text
    assert [(unit["answer"], unit["reason"]) for unit in found.json["units"]] == [
        ("excused", "外出培训"),
        ("waiting", ""),
    ]
    assert hub.browser("乙一").script("GET", f"{path}/answers").json["units"][0]["reason"] == ""
    assert liaison.script("PUT", f"{path}/answer", {"answer": "maybe"}).status_code == 422
    assert liaison.script("DELETE", f"{path}/answer").json["coming"] == 0
    assert hub.browser("办一").script("POST", f"{path}/reminders", {"reason": "急"}).status_code == 201
    assert hub.browser("丙一").script("PUT", f"{path}/answer", {"answer": "attending"}).status_code == 404
    with db.reading() as session:
        assert answers(session, meetings.scene["办一"], made).units[0].reminders == 1
