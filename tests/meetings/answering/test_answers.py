"""Units answer an invitation: whoever acts for one, as often as they like, until it is opened; who reads what of it."""

import threading
from typing import Any

import pytest
from sqlalchemy import select, update

from hub.accounts.actions.leaving import deactivate_person
from hub.channels.queries import waiting, waiting_count
from hub.core import db
from hub.core.errors import Conflict, Denied, NotFound, RateLimited
from hub.meetings import actions
from hub.meetings.answering import actions as answering
from hub.meetings.answering.events import UnitsReminded
from hub.meetings.answering.queries import answers, invited_people
from hub.meetings.answering.rules import Reply
from hub.meetings.answering.shapes import Answers
from hub.meetings.models import Attendance, Consultation, ConsultationEvent
from tests.channels.scene import Scene

from ..story import Meetings, at

COMES, SENDS = Reply("attending"), Reply("delegated", delegate_name="王芳", delegate_post="科长")
EXCUSED = Reply("excused", reason="外出培训")


def see(meetings: Meetings, who: str, made: str) -> Answers:
    with db.reading() as session:
        return answers(session, meetings.scene[who], made)


def said(meetings: Meetings, made: str) -> list[str]:
    return [unit.answer for unit in see(meetings, "办一", made).units]


def owed(meetings: Meetings, who: str) -> list[str]:
    with db.reading() as session:
        found = [one for one in waiting(session, meetings.scene[who]) if one.kind == "invitation"]
        every = [one for one in waiting(session, meetings.scene[who]) if one.kind != "unread"]
        assert waiting_count(session, meetings.scene[who]) == len(every)
    return [one.label for one in found]


def record(made: str) -> list[tuple[str, str]]:
    with db.reading() as session:
        found = select(ConsultationEvent).join(Consultation, Consultation.id == ConsultationEvent.consultation_id)
        rows = session.scalars(found.where(Consultation.public_id == made).order_by(ConsultationEvent.id))
        return [(row.act, row.detail.get("answer", "")) for row in rows]


def test_a_unit_answers_and_may_answer_otherwise(meetings: Meetings) -> None:
    made = meetings.announced()
    before = meetings.row(made).revision
    meetings.do(answering.answer, "甲一", made, COMES)
    meetings.do(answering.answer, "甲一", made, COMES)
    assert meetings.row(made).revision == before + 1
    meetings.do(answering.answer, "甲长", made, SENDS)
    meetings.do(answering.answer, "甲一", made, EXCUSED)
    mine = see(meetings, "甲长", made).mine
    assert mine is not None
    assert (mine.answer, mine.reason, mine.delegate, mine.answered_by) == ("excused", "外出培训", "", "甲一")
    assert record(made)[2:] == [("answer", "attending"), ("answer", "delegated"), ("answer", "excused")]
    meetings.do(answering.take_back, "甲一", made)
    assert said(meetings, made) == ["waiting", "waiting"]


def test_an_invitation_waits_for_whoever_acts_for_the_unit_until_one_has_answered(meetings: Meetings) -> None:
    made = meetings.announced()
    assert owed(meetings, "甲一") == owed(meetings, "甲长") == owed(meetings, "乙一") == ["待答复邀请"]
    assert owed(meetings, "办一") == owed(meetings, "丙一") == owed(meetings, "主任") == owed(meetings, "专家") == []
    meetings.do(answering.answer, "甲长", made, COMES)
    assert owed(meetings, "甲一") == owed(meetings, "甲长") == []
    meetings.do(actions.change, "办一", made, meetings.draft(starts_at=at(11, 25)))
    assert owed(meetings, "甲一") == ["待答复邀请"]
    meetings.do(actions.cancel, "办一", made, "不开了")
    assert owed(meetings, "甲一") == owed(meetings, "乙一") == []


def test_nothing_is_answered_before_it_is_announced_or_once_it_is_opened(meetings: Meetings) -> None:
    made = meetings.prepared()
    with pytest.raises(NotFound):
        meetings.do(answering.answer, "甲一", made, COMES)
    meetings.do(actions.announce, "办一", made)
    with db.transaction() as session:
        session.execute(update(Consultation).values(state="live"))
    for act in (
        lambda: meetings.do(answering.answer, "甲一", made, COMES),
        lambda: meetings.do(answering.take_back, "甲一", made),
    ):
        with pytest.raises(Conflict):
            act()
    assert owed(meetings, "甲一") == []


def test_who_is_not_invited_answers_nothing(meetings: Meetings) -> None:
    made = meetings.announced(people=(meetings.named("专家", "observer"),))
    for who, refusal in (("丙一", NotFound), ("专家", Denied), ("主任", Denied), ("办一", Denied)):
        with pytest.raises(refusal):
            meetings.do(answering.answer, who, made, COMES)
    meetings.do(actions.change, "办一", made, meetings.draft("区乙局"))
    with pytest.raises(NotFound):
        meetings.do(answering.answer, "甲一", made, COMES)
    assert owed(meetings, "甲一") == []


def test_a_liaison_who_has_left_answers_nothing(meetings: Meetings) -> None:
    made = meetings.announced()
    gone = meetings.scene["乙一"]
    with db.transaction() as session:
        deactivate_person(session, meetings.scene["管理"], meetings.person("乙一"))
    hers = meetings.do(answering.remind, "办一", made, "请尽快答复")
    assert hers == 2
    with db.reading() as session:
        found = session.scalars(select(Attendance.reminders)).all()
    assert found == [1, 1]
    assert gone.person_id not in people_told(meetings, made)


def people_told(meetings: Meetings, made: str) -> set[int]:
    with db.reading() as session:
        return set(invited_people(session, meetings.row(made)))


def test_reasons_are_for_those_who_conduct_it_and_the_unit_itself(meetings: Meetings) -> None:
    made = meetings.announced(chair=meetings.person("主任"), people=(meetings.named("专家", "observer"),))
    meetings.do(answering.answer, "甲一", made, EXCUSED)
    meetings.do(answering.answer, "乙一", made, SENDS)
    reads = {who: see(meetings, who, made).units[0].reason for who in ("办一", "主任", "甲一", "甲长", "乙一", "专家")}
    assert reads == {
        "办一": "外出培训",
        "主任": "外出培训",
        "甲一": "外出培训",
        "甲长": "外出培训",
        "乙一": "",
        "专家": "",
    }
    assert see(meetings, "甲一", made).units[1].delegate == "王芳 科长"
    with db.reading() as session:
        texts = session.scalars(select(ConsultationEvent.text)).all()
        details = session.scalars(select(ConsultationEvent.detail)).all()
    assert "外出培训" not in "".join([*texts, *map(str, details)])


def test_the_quorum_counts_who_comes_and_who_sends_somebody(meetings: Meetings) -> None:
    made = meetings.announced("区甲局", "区乙局", "区丙局", quorum=2)
    meetings.do(answering.answer, "甲一", made, COMES)
    meetings.do(answering.answer, "丙一", made, EXCUSED)
    assert (see(meetings, "办一", made).coming, see(meetings, "办一", made).lacking) == (1, 1)
    meetings.do(answering.answer, "乙一", made, SENDS)
    assert (see(meetings, "办一", made).coming, see(meetings, "办一", made).lacking) == (2, 0)


def test_two_of_one_unit_at_once_leave_one_answer_and_both_lines(meetings: Meetings) -> None:
    made = meetings.announced()
    begun = threading.Barrier(2)
    faults: list[BaseException] = []

    def go(who: str, reply: Reply) -> None:
        try:
            begun.wait(10)
            meetings.do(answering.answer, who, made, reply)
        except BaseException as fault:
            faults.append(fault)

    both = [threading.Thread(target=go, args=args) for args in (("甲一", COMES), ("甲长", SENDS))]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert not faults
    lines = [answer for act, answer in record(made) if act == "answer"]
    assert sorted(lines) == ["attending", "delegated"]
    mine = see(meetings, "甲一", made).mine
    assert mine is not None
    assert mine.answer == lines[-1]


def reminded(heard: list[object]) -> list[tuple[int, bool]]:
    return [(len(one.unit_ids), one.person_id is None) for one in heard if isinstance(one, UnitsReminded)]


def test_only_the_missing_are_reminded_with_a_reason_they_see(meetings: Meetings, heard: list[object]) -> None:
    made = meetings.announced()
    meetings.do(answering.answer, "甲一", made, COMES)
    assert meetings.do(answering.remind, "办一", made, "会场要定座次") == 1
    assert see(meetings, "乙一", made).reason == "会场要定座次"
    assert see(meetings, "甲一", made).reason == ""
    with pytest.raises(RateLimited):
        meetings.do(answering.remind, "办一", made, "再催")
    for _more in range(2):
        meetings.advance(hours=0.5)
        meetings.do(answering.remind, "办一", made, "再催")
    meetings.advance(hours=0.5)
    with pytest.raises(Conflict):
        meetings.do(answering.remind, "办一", made, "再催")
    with pytest.raises(Denied):
        meetings.do(answering.remind, "甲一", made, "再催")
    assert reminded(heard) == [(1, False)] * 3


def run_job(meetings: Meetings) -> int:
    with db.transaction() as session:
        return answering.remind_due(session)


def test_the_hub_reminds_once_a_working_day_before(meetings: Meetings, heard: list[object]) -> None:
    made = meetings.announced()
    meetings.do(answering.answer, "甲一", made, COMES)
    meetings.at(at(11, 23, 13, 59))
    assert run_job(meetings) == 0
    meetings.at(at(11, 23, 14))
    assert run_job(meetings) == 1
    assert run_job(meetings) == 0
    meetings.at(at(11, 24, 10))
    assert run_job(meetings) == 0
    assert reminded(heard) == [(1, True)]
    assert see(meetings, "乙一", made).mine.reminders == 1  # type: ignore[union-attr]


def test_whom_the_office_has_just_reminded_the_hub_leaves_alone(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.at(at(11, 23, 13, 45))
    meetings.do(answering.remind, "办一", made, "会场要定座次")
    meetings.at(at(11, 23, 14))
    assert run_job(meetings) == 0
    meetings.at(at(11, 23, 14, 15))
    assert run_job(meetings) == 2


def test_what_was_moved_close_by_asks_nobody_twice_at_once(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.at(at(11, 20, 10))
    meetings.do(actions.change, "办一", made, meetings.draft(starts_at=at(11, 20, 16)))
    assert run_job(meetings) == 0


def test_several_schedulers_remind_once(meetings: Meetings, heard: list[object]) -> None:
    meetings.announced()
    meetings.at(at(11, 23, 14))
    begun = threading.Barrier(3)
    done: list[Any] = []

    def go() -> None:
        begun.wait(10)
        try:
            done.append(run_job(meetings))
        except BaseException as fault:
            done.append(fault)

    jobs = [threading.Thread(target=go) for _one in range(3)]
    for one in jobs:
        one.start()
    for one in jobs:
        one.join(30)
    assert sorted(done) == [0, 0, 2]


def test_of_a_case_only_those_who_are_named_answer(meetings: Meetings, scene: Scene) -> None:
    made = meetings.announced(kind="case", people=(meetings.named("甲一"),))
    with pytest.raises(NotFound):
        meetings.do(answering.answer, "甲长", made, COMES)
    assert owed(meetings, "甲一") == ["待答复邀请"]
    assert owed(meetings, "甲长") == []
    assert people_told(meetings, made) == {scene["甲一"].person_id, scene["办一"].person_id}
    meetings.do(answering.answer, "甲一", made, COMES)
