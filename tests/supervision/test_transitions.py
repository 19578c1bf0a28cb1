"""What may be done to a follow-up, in which state, by whom, and what it does: told step by step, and played at random."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hub.core import clock, db
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound
from hub.escalation.models import Escalation
from hub.minutes.models import Passage
from hub.supervision import actions
from hub.supervision.allowed import acts, allowed
from hub.supervision.models import CloseOut, FollowUp, ProgressReport
from hub.supervision.rules import FROM, UNSETTLED, Act
from tests.issues.story import shanghai

from .story import Followed

LATER = date(2026, 12, 18)


def may(story: Followed, who: str) -> set[str]:
    """What somebody may do now, as the page offers it."""
    with db.reading() as session:
        row = session.get_one(FollowUp, story.row().id)
        return {str(act) for act in acts(allowed(session, story.scene[who], row))}


def test_from_assignment_to_close_out(story: Followed) -> None:
    assert may(story, "甲一") == {"accept", "contest", "report", "complete"}
    assert may(story, "乙一") == {"accept", "contest", "report"}
    assert may(story, "办一") == {"assign", "change_due", "escalate", "withdraw"}
    assert may(story, "主任") == set()
    story.run(actions.accept, "甲一")
    assert story.row().state == "assigned"
    story.run(actions.accept, "乙一")
    assert (story.row().state, story.clocks()) == ("accepted", {"due": "running", "progress": "running"})
    story.run(actions.accept, "甲长")  # twice is once
    story.run(actions.report, "乙一", "已报送两校数据。")
    assert story.row().state == "in_progress"
    story.run(actions.complete, "甲一", "初筛表已经统一。")
    assert (story.row().state, story.row().result) == ("completed", "初筛表已经统一。")
    assert story.clocks() == {"closing": "running"}
    assert may(story, "甲一") == {"recall"}
    assert may(story, "乙一") == {"confirm", "object"}
    story.run(actions.confirm, "乙一")
    story.run(actions.close_out, "办一")
    row = story.row()
    assert (row.state, story.clocks()) == ("closed", {})
    assert row.closed_at == clock.now()
    assert story.acts() == ["open", "accept", "accept", "report", "complete", "confirm", "close_out"]
    with db.reading() as session:
        assert session.scalars(select(CloseOut.undone_at)).all() == [None]


def test_who_contests_waits_for_the_office(story: Followed) -> None:
    story.run(actions.contest, "乙一", "不是我局职责")
    assert (story.row().state, story.clocks()) == ("contested", {"approval": "running", "due": "running"})
    assert may(story, "乙一") == set()
    for act, words in ((actions.accept, ()), (actions.report, ("在办。",))):
        with pytest.raises(Conflict):
            story.run(act, "乙一", *words)
    story.run(actions.accept, "甲一")
    assert story.row().state == "contested"
    story.run(actions.insist, "办一", "会上已议定")
    assert (story.row().state, story.clocks()) == ("assigned", {"answer": "running", "due": "running"})
    story.run(actions.accept, "乙一")
    assert story.row().state == "accepted"
    with pytest.raises(Conflict):
        story.run(actions.contest, "乙一", "还是不行")


def test_the_office_assigns_it_to_others(story: Followed) -> None:
    story.run(actions.contest, "乙一", "不是我局职责")
    story.run(actions.assign, "办一", (story.unit("区丙局"), story.unit("区甲局")), "职责调整")
    assert story.units() == [("区丙局", True), ("区甲局", False)]
    assert story.row().state == "assigned"
    with pytest.raises(NotFound):
        story.run(actions.accept, "乙一")
    story.run(actions.accept, "丙一")
    story.run(actions.accept, "甲一")
    assert story.row().state == "accepted"
    with pytest.raises(Invalid):
        story.run(actions.assign, "办一", (story.unit("区丙局"), story.unit("区甲局")), "没有变")


def test_who_does_not_confirm_needs_a_word_of_the_office(story: Followed) -> None:
    story.completed()
    story.run(actions.object_to, "乙一", "还有两校没有换")
    with pytest.raises(Invalid) as refusal:
        story.run(actions.close_out, "办一")
    assert refusal.value.field == "reason"
    story.run(actions.send_back, "办一", "两校换好再报")
    row = story.row()
    assert (row.state, row.result, row.completed_at) == ("in_progress", "", None)
    assert story.clocks() == {"due": "running", "progress": "running"}
    assert [unit.objection for unit in story.seen("办一").units] == ["", ""]
    story.run(actions.complete, "甲一", "两校也换好了。")
    story.run(actions.confirm, "乙一")
    story.run(actions.close_out, "办一")
    assert story.row().state == "closed"


def test_sent_back_after_its_time_it_needs_another_date(story: Followed) -> None:
    story.completed()
    story.at(shanghai(12, 7, 10))
    with pytest.raises(Invalid) as refusal:
        story.run(actions.send_back, "办一", "没有做完")
    assert refusal.value.field == "due_on"
    assert story.row().state == "completed"
    story.run(actions.send_back, "办一", "没有做完", LATER)
    assert (story.row().state, story.row().due_at) == ("in_progress", shanghai(12, 18))


def test_what_was_ended_by_mistake_goes_on(story: Followed) -> None:
    story.completed()
    story.run(actions.close_out, "办一", "看过现场")
    story.run(actions.reopen, "办一", "又有反复")
    assert (story.row().state, story.row().closed_at) == ("in_progress", None)
    story.run(actions.withdraw, "办一", "并入另一项")
    assert story.row().state == "withdrawn"
    story.run(actions.reopen, "办一", "还是单列")
    assert story.row().state == "in_progress"
    with db.reading() as session:
        assert [one is None for one in session.scalars(select(CloseOut.undone_at))] == [False]


def test_the_lead_takes_back_what_it_said(story: Followed) -> None:
    story.completed()
    story.run(actions.recall, "甲一", "漏了一校")
    assert (story.row().state, story.clocks()) == ("in_progress", {"due": "running", "progress": "running"})


def test_more_time_is_the_offices_to_give(story: Followed) -> None:
    story.accepted()
    with pytest.raises(Denied):
        story.run(actions.ask_due, "乙一", LATER, "等文件")
    with pytest.raises(Invalid):
        story.run(actions.ask_due, "甲一", date(2026, 12, 1), "等文件")
    story.run(actions.ask_due, "甲一", LATER, "等文件")
    assert story.row().due_at == shanghai(12, 4)
    assert story.clocks() == {"due": "running", "progress": "running", "approval": "running"}
    with pytest.raises(Conflict):
        story.run(actions.ask_due, "甲一", LATER, "等文件")
    story.run(actions.report, "甲一", "文件还没有到。")
    assert "approval" in story.clocks()  # a report answers no request
    story.run(actions.refuse_due, "办一", "抓紧办")
    assert (story.row().asked_at, "approval" in story.clocks()) == (None, False)
    story.run(actions.ask_due, "甲一", LATER, "还是不够")
    story.run(actions.change_due, "办一", LATER, "同意")
    row = story.row()
    assert (row.due_at, row.asked_at, "approval" in story.clocks()) == (shanghai(12, 18), None, False)
    assert story.seen("甲一").happenings[0].said == "同意延期，时限由12月4日 17:00改为12月18日 17:00"
    story.at(shanghai(12, 18, 18))
    with pytest.raises(Conflict):
        story.run(actions.ask_due, "甲一", date(2026, 12, 30), "还是不够")


def test_whoever_reports_has_taken_it_up(story: Followed) -> None:
    story.run(actions.report, "甲一", "已经开始。")
    assert [unit.accepted_at is not None for unit in story.seen("甲一").units] == [True, False]
    assert story.row().state == "assigned"
    story.run(actions.report, "乙一", "一起做。")
    assert story.row().state == "in_progress"


def test_the_same_report_twice_is_said_once(story: Followed) -> None:
    story.run(actions.report, "甲一", "已经开始。", (), "key-1")
    with pytest.raises(Conflict):
        story.run(actions.report, "甲一", "已经开始。", (), "key-1")
    with db.reading() as session:
        assert len(session.scalars(select(ProgressReport.id)).all()) == 1


@pytest.mark.parametrize(
    ("act", "who", "values", "error"),
    [
        (actions.complete, "乙一", ("好了",), Denied),
        (actions.confirm, "甲一", (), Denied),
        (actions.close_out, "甲一", (), Denied),
        (actions.close_out, "办一", (), Conflict),
        (actions.assign, "主任", ((), "理由"), Denied),
        (actions.accept, "丙一", (), NotFound),
        (actions.accept, "东一", (), NotFound),  # invited, and no part of it
        (actions.report, "专家", ("看过",), NotFound),
        (actions.report, "管理", ("看过",), NotFound),
        (actions.contest, "甲一", (" ",), Invalid),
        (actions.withdraw, "办一", ("",), Invalid),
        (actions.change_due, "办一", (date(2026, 11, 1), "提前"), Invalid),
    ],
)
def test_nobody_does_what_is_not_theirs(
    story: Followed, act: Any, who: str, values: tuple[Any, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        story.run(act, who, *values)
    assert (story.row().state, story.acts()) == ("assigned", ["open"])


MOVES: dict[Act, tuple[Any, tuple[Any, ...]]] = {
    Act.ACCEPT: (actions.accept, ()),
    Act.CONTEST: (actions.contest, ("不是我们的",)),
    Act.INSIST: (actions.insist, ("议定了",)),
    Act.REPORT: (actions.report, ("在办。",)),
    Act.COMPLETE: (actions.complete, ("好了。",)),
    Act.RECALL: (actions.recall, ("没有好",)),
    Act.CONFIRM: (actions.confirm, ()),
    Act.OBJECT: (actions.object_to, ("没有好",)),
    Act.CLOSE_OUT: (actions.close_out, ("看过",)),
    Act.SEND_BACK: (actions.send_back, ("没有好", LATER)),
    Act.REOPEN: (actions.reopen, ("又来了", LATER)),
    Act.WITHDRAW: (actions.withdraw, ("不做了",)),
    Act.ASK_DUE: (actions.ask_due, (date(2027, 1, 8), "等文件")),
    Act.REFUSE_DUE: (actions.refuse_due, ("抓紧",)),
    Act.CHANGE_DUE: (actions.change_due, (LATER, "改期")),
    Act.ESCALATE: (actions.escalate, ("急",)),
}
RUNNING = {
    "assigned": {"answer", "due"},
    "contested": {"approval", "due"},
    "accepted": {"due", "progress"},
    "in_progress": {"due", "progress"},
    "completed": {"closing"},
    "closed": set(),
    "withdrawn": set(),
}
"""The clocks of each state; one that waits for more time has the office's besides."""
PLAYED = st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(["甲一", "乙一", "办一"])), max_size=14)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(played=PLAYED)
def test_whatever_is_played_the_page_says_what_goes_and_clocks_follow_the_state(
    story: Followed, played: list[tuple[Act, str]]
) -> None:
    with db.transaction() as session:  # one database for all examples: each begins with another follow-up
        number = _another(session)
    for act, who in played:
        offered = _offered(number, story, who)
        before = _state(number)[0]
        do, values = MOVES[act]
        try:
            story.do(do, who, number, *values)
            is_done = True
        except HubError:
            is_done = False
        state, running = _state(number)
        assert is_done == (act in offered) or act in {Act.ACCEPT, Act.CONFIRM}, (act, who, before)
        if is_done and act not in {Act.ACCEPT, Act.CONFIRM}:
            assert before in FROM[act]
        assert running - {"approval"} <= RUNNING[state] - {"approval"}
        assert (state in UNSETTLED) == bool(running)
        assert state != "contested" or "approval" in running


def _another(session: Any) -> str:
    """A fresh follow-up of the same decision's units."""
    first = session.scalars(select(FollowUp).order_by(FollowUp.id)).first()
    count = len(session.scalars(select(FollowUp.id)).all())
    given_ = session.scalars(
        select(Passage).where(Passage.minutes_id == first.minutes_id, Passage.part == "decision")
    ).first()
    session.add(
        Passage(
            minutes_id=first.minutes_id, key=f"decision:again-{count}", part="decision", item=given_.item, text=given_.text,
            data=given_.data | {"decision": "", "due_on": (clock.today() + timedelta(days=10)).isoformat()},
            position=100 + count,
        )
    )  # fmt: skip
    session.flush()
    made = actions.follow(session, first.minutes_id)[-1]
    return f"D{made.year}-{made.number:04d}"


def _offered(number: str, story: Followed, who: str) -> set[Act]:
    with db.reading() as session:
        row = session.scalars(select(FollowUp).where(FollowUp.number == int(number[-4:]))).one()
        return set(acts(allowed(session, story.scene[who], row)))


def _state(number: str) -> tuple[str, set[str]]:
    with db.reading() as session:
        row = session.scalars(select(FollowUp).where(FollowUp.number == int(number[-4:]))).one()
        found = select(Escalation.clock).where(Escalation.matter == "follow_up", Escalation.matter_id == row.id)
        return row.state, set(session.scalars(found.where(Escalation.state.in_(["running", "done"]))))
