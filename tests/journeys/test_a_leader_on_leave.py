"""A unit leader goes on leave and names a deputy: the second rung tells the deputy, who decides the unit's extension."""

from datetime import date

import pytest

from hub.accounts import actions as accounts
from hub.accounts.actions import DeputyForm, PersonForm
from hub.core.errors import Denied
from hub.core.viewer import Role
from hub.issues import actions
from tests.channels.conftest import scene
from tests.issues.conftest import story
from tests.issues.story import Story, shanghai

__all__ = ["scene", "story"]

LEAVE = date(2026, 11, 16), date(2026, 11, 27)


def test_the_deputy_is_told_at_the_second_rung_and_decides(story: Story) -> None:
    leader, deputy = story.scene["甲长"], story.scene["甲一"]
    story.do(accounts.name_deputy, "甲长", leader.public_id, DeputyForm(deputy.public_id, *LEAVE))
    issue = story.raised("乙一", "区甲局")
    story.sweep_until(shanghai(11, 20, 18))
    assert story.told(issue) == [(1, "answer", "甲一"), (2, "answer", "甲一")]
    assert story.waiting_for("甲长") == 0

    story.do(actions.acknowledge, "甲一", issue)
    assert story.waiting_for("甲一") == 0
    request = story.do(actions.ask_extension, "甲一", issue, date(2026, 12, 11), "等待区卫生健康委回函")
    assert request.approver == "leader"
    with pytest.raises(Denied):
        story.do(actions.decide_extension, "乙一", request.public_id, is_approved=True)
    story.sweep_until(shanghai(11, 23, 18))
    assert story.waiting_for("甲一") == 1
    decided = story.do(actions.decide_extension, "甲一", request.public_id, is_approved=True)
    assert decided.decided_by == deputy.person_id
    assert story.issue(issue).due_at == shanghai(12, 11)
    assert story.waiting_for("甲一") == 0


def test_after_the_leave_the_leader_is_told_again(story: Story) -> None:
    leader, deputy = story.scene["甲长"], story.scene["甲一"]
    story.do(accounts.name_deputy, "甲长", leader.public_id, DeputyForm(deputy.public_id, LEAVE[0], date(2026, 11, 18)))
    issue = story.raised("乙一", "区甲局")
    story.sweep_until(shanghai(11, 20, 18))
    assert story.told(issue)[-1] == (2, "answer", "甲长")
    story.do(actions.acknowledge, "甲一", issue)
    request = story.do(actions.ask_extension, "甲一", issue, date(2026, 12, 11), "等待区卫生健康委回函")
    with pytest.raises(Denied):
        story.do(actions.decide_extension, "甲一", request.public_id, is_approved=True)
    assert story.do(actions.decide_extension, "甲长", request.public_id, is_approved=True).state == "approved"


def test_a_deputy_who_leaves_acts_no_longer(story: Story) -> None:
    leader, deputy = story.scene["甲长"], story.scene["甲一"]
    story.do(accounts.name_deputy, "甲长", leader.public_id, DeputyForm(deputy.public_id, *LEAVE))
    story.do(accounts.move_person, "办一", deputy.public_id, story.unit("区丙局"))
    roles = PersonForm("甲长", "负责人", frozenset({Role.LEADER, Role.LIAISON}))
    story.do(accounts.change_person, "办一", leader.public_id, roles)
    issue = story.raised("乙一", "区甲局")
    story.sweep_until(shanghai(11, 20, 18))
    assert [who for _tier, _clock, who in story.told(issue)] == ["甲长", "甲长"]
