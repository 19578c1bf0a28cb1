"""A hub that stood still, and a clock that is set wrong: everything happens, once, and not all at once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hub.core import clock, db
from hub.core.errors import Denied
from hub.escalation import firing, guard
from hub.escalation.models import ClockAlarm, Escalation
from hub.escalation.queries import runs_of
from hub.escalation.sweep import sweep
from hub.issues import actions
from hub.issues.models import Issue

from .story import Story, shanghai


def test_three_days_off_cost_one_late_step_each(story: Story) -> None:
    issue = story.raised()
    story.at(shanghai(11, 23, 10))  # step 1 was due on the 18th, step 2 on the 20th
    assert sweep() == {"fired": 1}
    assert sweep() == {}
    assert [tier for tier, _clock, _people in story.told(issue)] == [1]
    story.sweep_until(shanghai(11, 23, 15))  # two working hours later, over noon
    assert [tier for tier, _clock, _people in story.told(issue)] == [1, 2]
    story.sweep_until(shanghai(12, 31))
    assert [tier for tier, _clock, _people in story.told(issue)] == [1, 2, 3, 4, 5]


def test_acknowledged_after_downtime_nothing_more_fires(story: Story) -> None:
    issue = story.raised()
    story.at(shanghai(11, 23, 10))
    story.do(actions.acknowledge, "乙一", issue)
    assert sweep() == {}
    assert story.told(issue) == []


def test_a_clock_that_is_set_back_fires_nothing_twice(story: Story) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(11, 19))
    story.at(shanghai(11, 16, 11))
    assert sweep() == {}
    guard.forget()  # another process
    assert sweep() == {}
    assert [tier for tier, _clock, _people in story.told(issue)] == [1]


def test_a_clock_that_runs_ahead_fires_the_lower_tiers_alone(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    issues = [story.raised() for _turn in range(3)]
    sweep()
    seconds = clock.monotonic()
    monkeypatch.setattr(clock, "monotonic", lambda: seconds)  # no time has passed
    story.at(shanghai(11, 16, 10, year=2027))
    sweep()
    for _turn in range(20):
        story.advance(working_hours=3)
        sweep()
    assert [tier for tier, _clock, _people in story.told(issues[0])] == [1, 2]
    with db.reading() as session:
        alarm = session.scalars(select(ClockAlarm)).one()
        assert alarm.reason == "clock"
        assert session.scalar(select(func.count()).where(Escalation.state == "waiting")) == 3


def test_the_office_alone_lets_what_waits_go_on(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    test_a_clock_that_runs_ahead_fires_the_lower_tiers_alone(story, monkeypatch)
    with pytest.raises(Denied):
        story.do(guard.confirm, "甲一")
    assert story.do(guard.confirm, "办一") == 3
    assert story.do(guard.confirm, "办一") == 0
    assert sweep() == {"fired": 3}


def test_a_flood_holds_back_what_is_above_the_leaders(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FLOOD", 4)
    first = story.raised()
    story.sweep_until(shanghai(11, 20))
    assert [tier for tier, _clock, _people in story.told(first)] == [1, 2]
    for _turn in range(5):
        story.raised()
    story.sweep_until(shanghai(11, 24) - timedelta(minutes=1))
    story.at(shanghai(11, 24, 17))
    assert sweep() == {"fired": 5, "waiting": 1}
    with db.reading() as session:
        assert session.scalars(select(ClockAlarm.reason)).one() == "flood"
    assert story.do(guard.confirm, "办一") == 1
    assert sweep() == {"fired": 1}


def test_few_at_once_among_many_are_no_flood(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FLOOD", 4)
    monkeypatch.setattr(guard, "FLOOD_SHARE", 0.9)
    for _turn in range(5):
        story.raised()
    story.at(shanghai(11, 18))
    for _turn in range(5):
        story.raised()
    assert sweep() == {"fired": 5}
    with db.reading() as session:
        assert session.scalars(select(ClockAlarm)).all() == []


def test_a_step_that_failed_is_foretold_for_when_it_is_tried_again(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = story.raised()
    story.at(shanghai(11, 18))
    with monkeypatch.context() as patch:
        patch.setattr(firing, "move_on", lambda *_given: 1 / 0)
        assert sweep() == {"failed": 1}
    with db.reading() as session:
        row = session.scalars(select(Issue).where(Issue.public_id == issue)).one()
        (run,) = runs_of(session, "issue", [row.id])[row.id]
    assert [one.at for one in run.coming[:1]] == [shanghai(11, 18) + timedelta(seconds=30)]
    story.sweep_until(run.coming[0].at)
    assert [tier for tier, _clock, _people in story.told(issue)] == [1]
