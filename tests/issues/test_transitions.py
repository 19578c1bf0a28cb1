"""Every act in every state: done where the procedure allows it, refused with a reason where not, by whoever may."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from hub.core import db
from hub.core.errors import Conflict, Denied, HubError, NotFound
from hub.issues import actions
from hub.issues.allowed import allowed
from hub.issues.models import STATES, ExtensionRequest, Issue, IssueEvent
from hub.issues.raising import raise_once
from hub.issues.rules import FROM, Act
from hub.issues.shapes import IssueDraft

from .story import Story, shanghai

LATER = date(2026, 12, 20)
UNIT_OF: dict[Act, str] = {act: "乙一" for act in (Act.ACKNOWLEDGE, Act.REPORT, Act.RESOLVE, Act.HAND_OVER)}
WHO: dict[Act, str] = UNIT_OF | {
    Act.ASK_EXTENSION: "乙一",
    **dict.fromkeys((Act.CLOSE, Act.REOPEN, Act.WITHDRAW, Act.EDIT), "甲一"),
    **dict.fromkeys((Act.HOLD, Act.RESUME, Act.ASSIGN, Act.CHANGE_DUE, Act.ESCALATE), "办一"),
}
BECOMES = {
    Act.ACKNOWLEDGE: "acknowledged",
    Act.RESOLVE: "resolved",
    Act.CLOSE: "closed",
    Act.REOPEN: "reopened",
    Act.WITHDRAW: "withdrawn",
    Act.HOLD: "on_hold",
}


def do(story: Story, act: Act, issue: str, who: str = "") -> Any:
    name = who or WHO[act]
    calls: dict[Act, Callable[[], Any]] = {
        Act.ACKNOWLEDGE: lambda: story.do(actions.acknowledge, name, issue),
        Act.REPORT: lambda: story.do(actions.report, name, issue, "在办", story.key()),
        Act.RESOLVE: lambda: story.do(actions.resolve, name, issue, "办好了", story.key()),
        Act.CLOSE: lambda: story.do(actions.close, name, issue),
        Act.REOPEN: lambda: story.do(actions.reopen, name, issue, "没有解决"),
        Act.WITHDRAW: lambda: story.do(actions.withdraw, name, issue, "重复"),
        Act.HOLD: lambda: story.do(actions.hold, name, issue, "等文件", LATER),
        Act.RESUME: lambda: story.do(actions.resume, name, issue),
        Act.HAND_OVER: lambda: story.do(actions.hand_over, name, issue, story.unit("区未保办"), "职责"),
        Act.ASSIGN: lambda: story.do(actions.assign, name, issue, (story.unit("区甲局"),), "统筹"),
        Act.CHANGE_DUE: lambda: story.do(actions.change_due, name, issue, LATER, "统筹"),
        Act.ASK_EXTENSION: lambda: story.do(actions.ask_extension, name, issue, LATER, "等批复"),
        Act.ESCALATE: lambda: story.do(actions.escalate, name, issue, "急"),
        Act.EDIT: lambda: story.do(actions.edit, name, issue, title="新标题", body="", kind="hot"),
    }
    return calls[act]()


def issue_in(story: Story, state: str) -> str:
    issue = story.raised()
    ways: dict[str, tuple[Act, ...]] = {
        "open": (),
        "acknowledged": (Act.ACKNOWLEDGE,),
        "resolved": (Act.RESOLVE,),
        "closed": (Act.RESOLVE, Act.CLOSE),
        "reopened": (Act.RESOLVE, Act.REOPEN),
        "on_hold": (Act.HOLD,),
        "withdrawn": (Act.WITHDRAW,),
    }
    for act in ways[state]:
        do(story, act, issue)
    assert story.issue(issue).state == state
    return issue


@pytest.mark.parametrize("state", STATES)
def test_every_act_in_every_state(story: Story, state: str) -> None:
    for act, who in WHO.items():
        issue = issue_in(story, state)
        with db.reading() as session:
            row = session.scalars(select(Issue).where(Issue.public_id == issue)).one()
            said = {one.act: one.reason for one in allowed(session, story.scene[who], row)}
        if state in FROM[act]:
            do(story, act, issue)
            assert said[act] == "", act
            after = story.issue(issue).state
            assert after == BECOMES.get(act, after), act
        elif (act, state) == (Act.ACKNOWLEDGE, "acknowledged"):
            do(story, act, issue)  # twice is once
            assert said[act] != ""
        else:
            with pytest.raises(Conflict) as refusal:
                do(story, act, issue)
            assert said[act] != "", act
            assert refusal.value.message, act


@pytest.mark.parametrize("act", WHO)
def test_nobody_else_may(story: Story, act: Act) -> None:
    state = next(one for one in STATES if one in FROM[act])
    issue = issue_in(story, state)
    inside = {"甲一", "甲长", "乙一", "办一"} - {WHO[act]}
    also = {
        Act.CLOSE: {"甲长", "办一"},
        Act.REOPEN: {"甲长", "办一"},
        Act.EDIT: {"甲长", "办一"},
        Act.WITHDRAW: {"甲长"},
    }
    for who in sorted(inside - also.get(act, set())) + ["主任"]:
        with pytest.raises(Denied):
            do(story, act, issue, who)
    for who in ("丙一", "东一", "专家"):
        with pytest.raises(NotFound):
            do(story, act, issue, who)
    assert story.issue(issue).state == state


def test_archived_channels_are_only_looked_at(story: Story) -> None:
    issue = story.raised()
    with db.transaction() as session:
        session.scalars(select(Issue)).one().channel.archived_at = shanghai(11, 16)
    for act in WHO:
        with pytest.raises(Denied):
            do(story, act, issue)


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Let these happen at the same moment, each in a transaction of its own; what came of each, refusals included."""
    start, found = Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int, job: Callable[[], Any]) -> None:
        start.wait()
        try:
            found[place] = job()
        except HubError as refusal:
            found[place] = refusal

    threads = [Thread(target=run, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def events(act: Act) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).where(IssueEvent.act == str(act))) or 0


def test_two_colleagues_take_it_up_at_once(story: Story) -> None:
    issue = story.raised("乙一", "区甲局")
    at_once(*(lambda who=who: story.do(actions.acknowledge, who, issue) for who in ("甲一", "甲长")))  # type: ignore[misc]
    assert story.issue(issue).state == "acknowledged"
    assert events(Act.ACKNOWLEDGE) == 1


def test_closed_or_reopened_but_not_both(story: Story) -> None:
    issue = issue_in(story, "resolved")
    found = at_once(lambda: do(story, Act.CLOSE, issue), lambda: do(story, Act.CLOSE, issue, "办一"))
    assert sum(isinstance(one, Conflict) for one in found) == 1
    assert events(Act.CLOSE) == 1


def test_one_request_for_more_time_waits(story: Story) -> None:
    issue = story.raised("乙一", "区甲局")
    story.do(actions.acknowledge, "甲一", issue)
    found = at_once(*(lambda who=who: do(story, Act.ASK_EXTENSION, issue, who) for who in ("甲一", "甲长")))  # type: ignore[misc]
    assert sum(isinstance(one, Conflict) for one in found) == 1
    with db.reading() as session:
        assert session.scalar(select(func.count(ExtensionRequest.id))) == 1


def test_one_key_at_once_is_one_issue(story: Story) -> None:
    draft = IssueDraft(story.scene.channels["家庭"], "same", "hard", "normal", "等候过长", "", (story.unit("区乙局"),))
    found = at_once(*(lambda: raise_once(story.scene["甲一"], draft) for _ in range(4)))
    assert len(set(found)) == 1
    assert (events(Act.RAISE), story.issue(str(found[0])).number) == (1, 1)


def test_numbers_have_no_gap_when_many_raise_at_once(story: Story) -> None:
    units = (story.unit("区乙局"),)
    drafts = [
        IssueDraft(story.scene.channels["家庭"], f"many-{number}", "hard", "normal", f"问题{number}", "", units)
        for number in range(6)
    ]
    at_once(*(lambda draft=draft: raise_once(story.scene["甲一"], draft) for draft in drafts))  # type: ignore[misc]
    with db.reading() as session:
        assert sorted(session.scalars(select(Issue.number))) == [1, 2, 3, 4, 5, 6]


def test_settled_before_the_next_step_nobody_is_told(story: Story) -> None:
    for state in ("resolved", "withdrawn", "on_hold"):
        issue = issue_in(story, state)
        story.sweep_until(shanghai(11, 18, 18))
        assert story.told(issue) == [], state
        assert story.waiting_for("乙一") == 0
        story.at(shanghai(11, 16, 10))
