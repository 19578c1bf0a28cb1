"""An issue that nobody takes up climbs by itself, to the minute."""

from sqlalchemy import select

from hub.core import db
from hub.issues import actions
from hub.issues.models import Topic

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
