"""What waits by its light: green at work waits for nobody, and who has nothing at work pays for no calendar."""

from hub.core import db
from hub.supervision import actions
from hub.supervision.todo import count_follow_ups, waiting_follow_ups
from hub.supervision.waiting import Why, waits_for
from tests.channels.scene import statements
from tests.issues.story import shanghai

from .story import Followed


def whys(story: Followed, who: str) -> list[Why]:
    with db.reading() as session:
        viewer = story.scene[who]
        assert count_follow_ups(session, viewer) == len(waiting_follow_ups(session, viewer))
        return [one.why for one in waits_for(session, viewer)]


def test_green_waits_for_nobody_and_soon_due_for_every_unit(story: Followed) -> None:
    story.accepted()
    assert [whys(story, who) for who in ("甲一", "乙一")] == [[], []]
    story.at(shanghai(12, 2, 12))
    assert [whys(story, who) for who in ("甲一", "乙一", "丙一")] == [[Why.WORK], [Why.WORK], []]


def test_of_whom_nothing_is_heard_it_waits_until_somebody_reports(story: Followed) -> None:
    story.accepted()
    story.correct(due_on="2027-03-31")
    story.at(shanghai(12, 8, 12))
    assert whys(story, "甲一") == [Why.WORK]
    story.run(actions.report, "甲一", "已对接")
    assert whys(story, "甲一") == []


def test_who_has_nothing_at_work_pays_for_one_question(story: Followed) -> None:
    story.accepted()
    with db.reading() as session, statements() as sent:
        assert waits_for(session, story.scene["丙一"]) == []
    assert len(sent) == 1
