"""Several at once, or the same twice: one answer stands, and the record has what was said; who reads why they are reminded."""

import threading

from sqlalchemy import select

from hub.accounts.models import Unit
from hub.channels.queries import waiting
from hub.core import db
from hub.core.viewer import Role
from hub.meetings import actions as consultations
from hub.meetings.answering import actions
from hub.meetings.answering.queries import attendances
from hub.meetings.answering.rules import AnswerDraft
from hub.meetings.models import ConsultationEvent
from tests.channels.pages import Hub
from tests.factories import make_person, viewer_of

from ..story import Meetings, at

COMING, SENDS = AnswerDraft("attending"), AnswerDraft("delegated", delegate_name="李明", delegate_post="科长")


def record() -> list[str]:
    with db.reading() as session:
        found = select(ConsultationEvent.detail).where(ConsultationEvent.act == "answer")
        return [detail["answer"] for detail in session.scalars(found.order_by(ConsultationEvent.id))]


def test_of_two_liaisons_at_once_the_last_wins_and_the_record_has_both(meetings: Meetings) -> None:
    made = meetings.announced()
    begun, faults = threading.Barrier(2), list[BaseException]()

    def go(who: str, draft: AnswerDraft) -> None:
        try:
            begun.wait(10)
            meetings.do(actions.answer, who, made, draft)
        except BaseException as fault:
            faults.append(fault)

    both = [threading.Thread(target=go, args=args) for args in (("甲一", COMING), ("甲长", SENDS))]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert faults == []
    assert sorted(record()) == ["attending", "delegated"]
    assert meetings.answer_of("办一", made, "区甲局") == record()[-1]


def test_the_same_answer_twice_is_once(meetings: Meetings) -> None:
    made = meetings.announced()
    for who in ("甲一", "甲一", "甲长"):
        meetings.do(actions.answer, who, made, COMING)
    assert record() == ["attending"]
    meetings.do(actions.answer, "甲一", made, SENDS)
    meetings.do(actions.answer, "甲一", made, COMING)
    assert record() == ["attending", "delegated", "attending"]


def why(meetings: Meetings, who: str, made: str) -> str:
    with db.reading() as session:
        return attendances(session, meetings.scene[who], made).why


def test_who_is_reminded_reads_why(meetings: Meetings, hub: Hub) -> None:
    made = meetings.announced("区甲局", "区乙局", "区丙局")
    meetings.do(actions.answer, "甲一", made, COMING)
    meetings.do(actions.remind, "办一", made, "下班前要定座次")
    seen = {who: why(meetings, who, made) for who in ("办一", "乙一", "甲一", "主任")}
    assert seen == {"办一": "下班前要定座次", "乙一": "下班前要定座次", "甲一": "", "主任": "下班前要定座次"}
    assert "已催办1次：下班前要定座次" in hub.browser("乙一").get(f"/consultations/{made}").text
    meetings.do(actions.answer, "乙一", made, COMING)
    assert why(meetings, "乙一", made) == ""


def test_what_was_said_about_another_time_is_said_no_more(meetings: Meetings) -> None:
    made = meetings.announced()
    meetings.do(actions.remind, "办一", made, "下班前要定座次")
    meetings.do(consultations.change, "办一", made, meetings.draft(starts_at=at(11, 26)))
    assert why(meetings, "办一", made) == why(meetings, "乙一", made) == ""


def test_the_offices_staff_answers_for_the_office(meetings: Meetings) -> None:
    with db.transaction() as session:
        office = session.get_one(Unit, meetings.scene["办一"].unit_id)
        clerk = make_person(session, office, Role.OFFICE, name="办二")
        meetings.scene.people["办二"] = viewer_of(session, clerk)
    made = meetings.announced("区未保办")
    with db.reading() as session:
        assert [one.kind for one in waiting(session, meetings.scene["办二"]) if one.kind == "invitation"] == [
            "invitation"
        ]
    assert meetings.do(actions.remind, "办一", made, "要定座次") == 2
    meetings.do(actions.answer, "办二", made, COMING)
    assert meetings.answer_of("办一", made, "区未保办") == "attending"
