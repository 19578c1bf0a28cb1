"""An issue that nobody takes up climbs by itself, to the minute."""

from sqlalchemy import select

from hub.core import db
from hub.escalation.models import Escalation, EscalationEvent
from hub.issues import actions
from hub.meetings.topics.models import Topic

from .story import Story, shanghai


def test_a_full_climb(story: Story) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(12, 31))
    assert story.told(issue) == [
        (1, "answer", "乙一"),
        (2, "answer", ""),
        (3, "answer", "办一"),
        (4, "answer", "办一"),
        (5, "answer", "主任"),
    ]
    row = story.issue(issue)
    assert (row.tier, row.state) == (5, "open")
    assert row.supervised_at == shanghai(11, 24)
    with db.reading() as session:
        assert session.scalars(select(Topic.state)).all() == ["proposed"]


def test_taken_up_in_time_nobody_is_told(story: Story) -> None:
    issue = story.raised()
    story.at(shanghai(11, 17, 9))
    story.do(actions.acknowledge, "乙一", issue)
    story.sweep_until(shanghai(11, 23))
    assert story.told(issue) == []
    assert story.issue(issue).state == "acknowledged"


def test_held_after_a_step_it_goes_on_with_the_next(story: Story) -> None:
    issue = story.raised()
    story.sweep_until(shanghai(11, 19, 10))  # a working day and a half before the second step
    story.do(actions.hold, "办一", issue, "待市级文件", shanghai(12, 4).date())
    story.sweep_until(shanghai(11, 30, 10))
    assert [tier for tier, _clock, _people in story.told(issue)] == [1]
    story.do(actions.resume, "办一", issue)
    with db.reading() as session:
        run = session.scalars(select(Escalation).where(Escalation.clock == "answer")).one()
        assert run.planned_at == shanghai(12, 1)
        kept = select(EscalationEvent.step_no, EscalationEvent.outcome)
        kept = kept.where(EscalationEvent.generation == run.generation)
        assert session.execute(kept).all() == [(0, "skipped")]
    story.sweep_until(shanghai(12, 2))
    assert [tier for tier, _clock, _people in story.told(issue)] == [1, 2]


def test_taken_up_by_one_of_two_units_the_other_alone_is_told(story: Story) -> None:
    issue = story.raised("甲一", "区乙局", "区未保办")
    story.do(actions.acknowledge, "乙一", issue)
    story.sweep_until(shanghai(11, 19))
    assert story.told(issue) == [(1, "answer", "办一")]
    assert story.issue(issue).state == "open"
