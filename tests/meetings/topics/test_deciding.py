"""Proposing a topic, what the office says to it, and taking that back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from hub.channels.actions import retract_message
from hub.channels.queries import waiting, waiting_count
from hub.core import db
from hub.core.errors import Conflict, Denied, HubError, Invalid, NotFound, TooLarge
from hub.issues import actions as issue_actions
from hub.meetings.topics import actions, queries
from hub.meetings.topics.actions.putting_up import put_up
from hub.meetings.topics.events import TopicChanged
from hub.meetings.topics.models import TOPIC_STATES, Topic
from hub.meetings.topics.rules import TopicAct
from tests.meetings.story import Meetings

from .story import draft, page_of, proposed, said, topic


def test_it_keeps_what_was_written_and_for_which_units(meetings: Meetings) -> None:
    made = proposed(
        meetings,
        body="平均等候**十六天**。",
        consulted="与卫健委谈过两次",
        open_points="是否附初筛表",
        advice="明确牵头单位",
        units=(meetings.unit("区乙局"), meetings.unit("区甲局")),
        consulted_units=(meetings.unit("区甲局"), meetings.unit("区丙局")),
    )
    sheet = page_of(meetings, "甲一", made)
    assert (sheet.body, sheet.consulted) == ("平均等候**十六天**。", "与卫健委谈过两次")
    assert (sheet.open_points, sheet.advice) == ("是否附初筛表", "明确牵头单位")
    assert [(unit.name, unit.was_consulted) for unit in sheet.line.units] == [
        ("区乙局", False),
        ("区甲局", True),
        ("区丙局", True),
    ]
    assert (sheet.line.state, sheet.line.basis, sheet.line.unit_name) == ("proposed", "hand", "区甲局")


def test_only_liaisons_leaders_and_the_office_propose(meetings: Meetings) -> None:
    for who in ("甲一", "甲长", "办一"):
        assert proposed(meetings, who)
    for who in ("主任", "专家", "管理"):
        with pytest.raises(NotFound):
            proposed(meetings, who)


def test_the_same_key_proposes_once(meetings: Meetings) -> None:
    once = draft("转介衔接")
    first = actions.propose_once(meetings.scene["甲一"], once)
    assert actions.propose_once(meetings.scene["甲一"], once) == first
    with pytest.raises(Conflict):
        actions.propose_once(meetings.scene["乙一"], once)
    with db.reading() as session:
        assert len(session.scalars(select(Topic)).all()) == 1


@pytest.mark.parametrize(
    ("given", "refused", "field"),
    [
        ({"title": " \n"}, Invalid, "title"),
        ({"title": "长" * 61}, TooLarge, "title"),
        ({"body": "长" * 3001}, TooLarge, "body"),
        ({"advice": "长" * 3001}, TooLarge, "advice"),
        ({"units": ("nobody",)}, Invalid, "units"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    meetings: Meetings, given: dict[str, Any], refused: type[HubError], field: str
) -> None:
    with pytest.raises(refused) as error:
        meetings.do(actions.propose, "甲一", draft(**{"title": "转介衔接"} | given))
    assert error.value.field == field


def test_from_a_message_that_one_reads_and_that_stands(meetings: Meetings) -> None:
    message = said(meetings, "乙一", "门诊要等两周", meetings.scene.channels["家庭"])
    assert topic(proposed(meetings, "甲一", message=message)).basis == "message"
    with pytest.raises(NotFound):
        proposed(meetings, "东一", message=message)
    meetings.do(retract_message, "乙一", message)
    with pytest.raises(NotFound):
        proposed(meetings, "甲一", message=message)


def test_an_issue_is_a_topic_once_and_again_when_it_had_ended(meetings: Meetings) -> None:
    issue = meetings.raised()
    made = proposed(meetings, "乙一", "从问题来", issue=issue)
    with pytest.raises(Conflict):
        proposed(meetings, "甲一", issue=issue)
    meetings.do(actions.reject, "办一", made, "先由双方协商")
    assert proposed(meetings, "甲一", "再提一次", issue=issue) == made
    row = topic(made)
    assert (row.title, row.state, row.reason, row.unit_id) == (
        "再提一次",
        "proposed",
        "",
        meetings.scene["甲一"].unit_id,
    )
    with pytest.raises(NotFound):
        proposed(meetings, "东一", issue=issue)


def test_an_issue_that_is_closed_needs_no_consultation(meetings: Meetings) -> None:
    issue = meetings.raised()
    meetings.do(issue_actions.withdraw, "甲一", issue, "已解决")
    with pytest.raises(Conflict):
        proposed(meetings, "甲一", issue=issue)


def _acts(other: str) -> dict[TopicAct, Callable[[Meetings, str], object]]:
    return {
        TopicAct.ACCEPT: lambda story, id_: story.do(actions.accept, "办一", id_, "列入下次会商"),
        TopicAct.MERGE: lambda story, id_: story.do(actions.merge, "办一", id_, other),
        TopicAct.DEFER: lambda story, id_: story.do(actions.defer, "办一", id_, date(2026, 12, 1)),
        TopicAct.REJECT: lambda story, id_: story.do(actions.reject, "办一", id_, "属部门职责"),
        TopicAct.UNDO: lambda story, id_: story.do(actions.undo, "办一", id_),
        TopicAct.WITHDRAW: lambda story, id_: story.do(actions.withdraw, "甲一", id_),
    }


BECOMES = {
    TopicAct.ACCEPT: "accepted",
    TopicAct.MERGE: "merged",
    TopicAct.DEFER: "deferred",
    TopicAct.REJECT: "rejected",
    TopicAct.UNDO: "proposed",
    TopicAct.WITHDRAW: "withdrawn",
}


LEADS_ON = {
    TopicAct.ACCEPT: ("proposed", "deferred"),
    TopicAct.MERGE: ("proposed", "accepted", "deferred"),
    TopicAct.DEFER: ("proposed", "accepted"),
    TopicAct.REJECT: ("proposed", "accepted", "deferred"),
    TopicAct.UNDO: ("accepted", "merged", "deferred", "rejected"),
    TopicAct.WITHDRAW: ("proposed", "accepted", "deferred"),
}
"""The states from which each act leads on, by hand."""


@pytest.mark.parametrize("state", TOPIC_STATES)
def test_every_act_in_every_state(meetings: Meetings, state: str) -> None:
    other = proposed(meetings, "乙一", "另一个议题")
    for act, do in _acts(other).items():
        made = proposed(meetings)
        with db.transaction() as session:
            row = session.scalars(select(Topic).where(Topic.public_id == made)).one()
            row.state = state
            row.merged_into_id = topic(other).id if state == "merged" else None
        offered = act in page_of(meetings, "甲一" if act is TopicAct.WITHDRAW else "办一", made).allowed
        assert offered == (state in LEADS_ON[act]), (act, state)
        if state in LEADS_ON[act]:
            do(meetings, made)
            assert topic(made).state == BECOMES[act]
        else:
            with pytest.raises(Conflict):
                do(meetings, made)
            assert topic(made).state == state


def test_nobody_but_the_office_decides_and_nobody_but_the_unit_withdraws(meetings: Meetings) -> None:
    made = proposed(meetings)
    for act, args in (
        (actions.accept, ()),
        (actions.merge, (made,)),
        (actions.defer, (date(2026, 12, 1),)),
        (actions.reject, ("属部门职责",)),
        (actions.undo, ()),
    ):
        with pytest.raises(Denied):
            meetings.do(act, "甲长", made, *args)
        with pytest.raises(NotFound):
            meetings.do(act, "乙一", made, *args)
    with pytest.raises(Denied):
        meetings.do(actions.withdraw, "办一", made)
    with pytest.raises(NotFound):
        meetings.do(actions.reject, "乙一", made, "不行")
    meetings.do(actions.withdraw, "甲长", made)


def test_a_decision_says_why_until_when_and_into_what(meetings: Meetings) -> None:
    made, other = proposed(meetings), proposed(meetings, "乙一", "另一个议题")
    for reason in ("", "  \n"):
        with pytest.raises(Invalid):
            meetings.do(actions.reject, "办一", made, reason)
    for until in (None, date(2026, 11, 16), date(2030, 1, 1)):
        with pytest.raises(Invalid):
            meetings.do(actions.defer, "办一", made, until)
    meetings.do(actions.defer, "办一", made, date(2026, 12, 1), "等市里文件")
    sheet = page_of(meetings, "甲一", made)
    assert (sheet.line.deferred_until, sheet.line.reason, sheet.decided_by) == (date(2026, 12, 1), "等市里文件", "办一")
    for into in ("", made):
        with pytest.raises(Invalid):
            meetings.do(actions.merge, "办一", made, into)
    meetings.do(actions.merge, "办一", made, other)
    assert topic(made).deferred_until is None
    assert page_of(meetings, "甲一", made).merged_into is None, "another unit's topic is not the proposer's to read"
    assert page_of(meetings, "办一", made).merged_into.public_id == other  # type: ignore[union-attr]
    assert [one.public_id for one in page_of(meetings, "办一", other).merged_here] == [made]
    meetings.do(actions.undo, "办一", made)
    row = topic(made)
    assert (row.state, row.merged_into_id, row.reason, row.decided_by) == ("proposed", None, "", None)


def test_what_has_ended_is_no_place_to_merge_into(meetings: Meetings) -> None:
    made, other = proposed(meetings), proposed(meetings, "乙一", "另一个议题")
    meetings.do(actions.reject, "办一", other, "属部门职责")
    with pytest.raises(Conflict):
        meetings.do(actions.merge, "办一", made, other)


def test_it_waits_for_the_office_until_it_is_decided_and_again_when_its_day_has_come(meetings: Meetings) -> None:
    made = proposed(meetings)

    def labels(who: str) -> list[str]:
        with db.reading() as session:
            found = [entry.label for entry in waiting(session, meetings.scene[who]) if entry.kind == "topic"]
            assert waiting_count(session, meetings.scene[who]) >= len(found)
            return found

    assert labels("办一") == ["待研究"]
    assert labels("甲一") == labels("主任") == []
    meetings.do(actions.defer, "办一", made, date(2026, 11, 18))
    assert labels("办一") == []
    meetings.advance(hours=48)
    assert labels("办一") == ["暂缓到期"]
    meetings.do(actions.accept, "办一", made)
    assert labels("办一") == []


def test_each_act_is_told(meetings: Meetings, heard: list[object]) -> None:
    made = proposed(meetings)
    meetings.do(actions.reject, "办一", made, "属部门职责")
    assert [event.act for event in heard if isinstance(event, TopicChanged)] == ["propose", "reject"]


def test_the_list_has_groups_and_what_is_escalated_comes_first(meetings: Meetings) -> None:
    first, second = proposed(meetings, "甲一", "先提的"), proposed(meetings, "乙一", "后提的")
    issue = meetings.raised()
    with db.transaction() as session:
        put_up(session, [meetings.issue(issue).id])
    with db.reading() as session:
        lines, following = queries.listed(session, meetings.scene["办一"], "proposed")
        mine, _none = queries.listed(session, meetings.scene["甲一"], "proposed", is_mine=True)
        assert queries.counts(session, meetings.scene["办一"])["proposed"] == 3
        assert queries.counts(session, meetings.scene["甲一"], is_mine=True)["proposed"] == 1
    assert [line.public_id for line in lines][1:] == [first, second]
    assert (lines[0].basis, lines[0].issue.number, following) == ("escalation", "2026-0001", 0)  # type: ignore[union-attr]
    assert [line.public_id for line in mine] == [first]
