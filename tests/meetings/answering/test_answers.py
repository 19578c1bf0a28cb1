"""Units answer, change their minds, are reminded; who may read what of it."""

import threading

import pytest
from sqlalchemy import select

from hub.channels.queries import waiting
from hub.core import db
from hub.core.errors import Conflict, Denied, NotFound, RateLimited
from hub.meetings import actions as consultations
from hub.meetings.answering import actions, reminding
from hub.meetings.answering.queries import attendances
from hub.meetings.answering.rules import AnswerDraft
from hub.meetings.answering.shapes import Attendances
from hub.meetings.models import Consultation, ConsultationEvent
from tests.channels.pages import Hub

from ..story import Meetings, at

COMING = AnswerDraft("attending")
EXCUSED = AnswerDraft("excused", reason="消防检查")
SENDS = AnswerDraft("delegated", delegate_name="李明", delegate_post="科长")


def see(meetings: Meetings, who: str, made: str) -> Attendances:
    with db.reading() as session:
        return attendances(session, meetings.scene[who], made)


def owed(meetings: Meetings, who: str) -> list[str]:
    with db.reading() as session:
        return [one.title for one in waiting(session, meetings.scene[who]) if one.kind == "invitation"]


def test_any_liaison_answers_for_the_unit_and_the_last_one_counts(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.do(actions.answer, "甲一", made, EXCUSED)
    meetings.do(actions.answer, "甲长", made, SENDS)
    mine = see(meetings, "甲一", made).mine
    assert mine is not None
    assert (mine.answer, mine.reason, mine.delegate_name, mine.answered_by) == ("delegated", "", "李明", "甲长")
    with db.reading() as session:
        found = select(ConsultationEvent.text, ConsultationEvent.detail).where(ConsultationEvent.act == "answer")
        record = session.execute(found.order_by(ConsultationEvent.id)).all()
    assert [(text, detail["answer"]) for text, detail in record] == [("消防检查", "excused"), ("", "delegated")]


def test_it_waits_until_the_unit_has_answered(meetings: Meetings) -> None:
    made = meetings.announced()
    assert owed(meetings, "甲一") == owed(meetings, "甲长") == ["转介衔接专项会商"]
    assert owed(meetings, "办一") == owed(meetings, "丙一") == owed(meetings, "主任") == []
    meetings.do(actions.answer, "甲长", made, COMING)
    assert owed(meetings, "甲一") == []
    meetings.do(actions.take_back, "甲一", made)
    assert owed(meetings, "甲长") == ["转介衔接专项会商"]
    meetings.at(at(11, 24, 14))
    assert owed(meetings, "甲长") == []


def test_why_a_unit_does_not_come_is_for_who_conducts_and_the_unit(meetings: Meetings) -> None:
    made = meetings.announced(chair=meetings.person("主任"))
    meetings.do(actions.answer, "甲一", made, EXCUSED)
    reasons = {who: see(meetings, who, made).units[0].reason for who in ("甲长", "办一", "主任", "乙一")}
    assert reasons == {"甲长": "消防检查", "办一": "消防检查", "主任": "消防检查", "乙一": ""}


def test_who_was_not_asked_does_not_answer(meetings: Meetings) -> None:
    made = meetings.announced(people=(meetings.named("专家", "observer"),))
    with pytest.raises(NotFound):
        meetings.do(actions.answer, "丙一", made, COMING)
    for who in ("专家", "主任", "办一"):
        with pytest.raises(Denied):
            meetings.do(actions.answer, who, made, COMING)
    with pytest.raises(NotFound):
        meetings.do(actions.answer, "甲一", meetings.prepared(title="还没通知"), COMING)


def test_once_it_has_begun_nothing_changes(meetings: Meetings) -> None:
    made = meetings.announced()
    with db.transaction() as session:
        session.get_one(Consultation, meetings.row(made).id).state = "live"
    with pytest.raises(Conflict):
        meetings.do(actions.answer, "甲一", made, COMING)


def test_the_office_notes_down_what_was_said_by_telephone(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.do(actions.answer, "办一", made, SENDS, meetings.unit("区乙局"))
    assert meetings.answer_of("甲一", made, "区乙局") == "delegated"
    with pytest.raises(Denied):
        meetings.do(actions.answer, "甲一", made, COMING, meetings.unit("区乙局"))
    with pytest.raises(NotFound):
        meetings.do(actions.answer, "办一", made, COMING, meetings.unit("区丙局"))


@pytest.mark.parametrize(
    ("quorum", "answers", "words"),
    [
        (2, (), "还差2个"),
        (2, (COMING,), "还差1个"),
        (1, (SENDS,), "已达到"),
        (2, (EXCUSED,), "达不到最低数2个"),
    ],
)
def test_the_quorum_is_said_in_words(
    meetings: Meetings, quorum: int, answers: tuple[AnswerDraft, ...], words: str
) -> None:
    made = meetings.announced(quorum=quorum)
    for draft in answers:
        meetings.do(actions.answer, "甲一", made, draft)
    assert words in see(meetings, "办一", made).quorum_words


def test_only_the_missing_are_reminded_at_most_three_times(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.do(actions.answer, "甲一", made, COMING)
    for _time in range(3):
        assert meetings.do(actions.remind, "办一", made, "明天开会") == 1
        with pytest.raises((RateLimited, Conflict)):
            meetings.do(actions.remind, "办一", made, "明天开会")
        meetings.advance(hours=0.5)
    with pytest.raises(Conflict):
        meetings.do(actions.remind, "办一", made, "明天开会")
    with pytest.raises(Denied):
        meetings.do(actions.remind, "甲一", made, "快答复")
    assert [unit.reminders for unit in see(meetings, "办一", made).units] == [0, 3]


def test_the_hub_reminds_once_on_the_working_day_before(meetings: Meetings) -> None:
    made = meetings.announced(starts_at=at(11, 23))  # a Monday: the working day before is a Friday
    meetings.at(at(11, 20, 8, 59))
    assert reminding.remind_the_missing() == 0
    meetings.at(at(11, 20, 9))
    assert reminding.remind_the_missing() == 3
    assert reminding.remind_the_missing() == 0
    meetings.at(at(11, 23, 9))
    assert reminding.remind_the_missing() == 0
    assert [unit.reminders for unit in see(meetings, "办一", made).units] == [1, 1]


def test_moved_it_is_reminded_of_again(meetings: Meetings) -> None:
    made = meetings.announced(starts_at=at(11, 23))
    meetings.at(at(11, 20, 9))
    reminding.remind_the_missing()
    meetings.do(consultations.change, "办一", made, meetings.draft(starts_at=at(11, 26)))
    meetings.at(at(11, 25, 9))
    assert reminding.remind_the_missing() == 3


def test_two_processes_remind_once(meetings: Meetings) -> None:
    made = meetings.announced(starts_at=at(11, 23))
    meetings.at(at(11, 20, 9))
    reached: list[int] = []
    both = [threading.Thread(target=lambda: reached.append(reminding.remind_the_missing())) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(reached) == [0, 3]
    assert [unit.reminders for unit in see(meetings, "办一", made).units] == [1, 1]


def test_of_a_case_only_who_is_named_answers(meetings: Meetings) -> None:
    made = meetings.announced(kind="case", people=(meetings.named("甲一"),))
    assert owed(meetings, "甲长") == []
    with pytest.raises(NotFound):
        meetings.do(actions.answer, "甲长", made, COMING)
    meetings.do(actions.answer, "甲一", made, COMING)
    assert meetings.answer_of("办一", made, "区甲局") == "attending"


def test_one_tap_from_the_list_and_forms_on_the_page(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    liaison, address = hub.browser("甲一"), f"/consultations/{made}"
    assert "待答复会商邀请" in liaison.get("/").text
    assert liaison.post(f"{address}/answer", {"answer": "attending", "back": "home"}).headers["Location"] == "/"
    assert "我单位的答复" in liaison.get(address).text
    refused = liaison.post(f"{address}/answer", {"answer": "delegated", "delegate_name": "李明"})
    assert refused.status_code == 422
    assert 'value="李明"' in refused.text
    assert "请填写代表的职务。" in refused.text
    assert liaison.post(f"{address}/answer/undo").status_code == 303
    office = hub.browser("办一")
    said = {"answer": "excused", "reason": "消防检查"}
    assert office.post(f"{address}/units/{meetings.unit('区乙局')}/answer", said).status_code == 303
    assert "消防检查" in office.get(address).text
    assert "消防检查" not in liaison.get(address).text
    assert office.post(f"{address}/reminders", {"reason": "明天开会"}).status_code == 303
    assert office.post(f"{address}/reminders", {"reason": "明天开会"}).status_code == 429
    assert hub.browser("丙一").post(f"{address}/answer", {"answer": "attending"}).status_code == 404


def test_programs_answer_too(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced()
    liaison, address = hub.browser("甲一"), f"/api/v1/consultations/{made}"
    said = liaison.script("PUT", f"{address}/answer", {"answer": "excused", "reason": "消防检查"})
    assert said.json["units"][0]["answer"] == "excused"
    assert liaison.script("PUT", f"{address}/answer", {"answer": "excused"}).status_code == 422
    assert liaison.script("DELETE", f"{address}/answer").json["units"][0]["answer"] == "waiting"
    assert hub.browser("办一").script("POST", f"{address}/reminders", {"reason": "明天开会"}).status_code == 201
    assert liaison.script("POST", f"{address}/reminders", {"reason": "快"}).status_code == 403
