"""Words that are taken back in the channel stand nowhere on the issue any more; its number and its course do."""

import pytest
from sqlalchemy import select

from hub.channels.actions import retract_message
from hub.channels.models import Message
from hub.core import db
from hub.core.errors import Conflict
from hub.issues import actions
from hub.issues.cards import load
from hub.issues.models import Issue, IssueEvent
from hub.meetings.topics.models import Topic

from .story import Story, shanghai

CANARY = "金丝雀小明的住址"


def message(message_id: int) -> str:
    with db.reading() as session:
        return session.get_one(Message, message_id).public_id


def everything_kept(issue: str) -> str:
    with db.reading() as session:
        row = session.scalars(select(Issue).where(Issue.public_id == issue)).one()
        lines = session.scalars(select(IssueEvent).where(IssueEvent.issue_id == row.id)).all()
        topics = session.scalars(select(Topic.title).where(Topic.issue_id == row.id)).all()
        return repr([row.title, row.body, row.answer, [(line.text, line.detail) for line in lines], topics])


def test_the_office_takes_the_words_of_an_issue_back(story: Story) -> None:
    issue = story.raised(title=CANARY, body=CANARY)
    story.do(actions.edit, "甲一", issue, title="改过的标题", body=CANARY, kind="hot")
    story.sweep_until(shanghai(12, 1))
    assert CANARY in everything_kept(issue)
    card = story.issue(issue).message_id
    with pytest.raises(Conflict):
        story.do(retract_message, "甲一", message(card))
    story.do(retract_message, "办一", message(card))
    assert CANARY not in everything_kept(issue)
    with db.reading() as session:
        assert load(session, [card])[card].title == "（内容已撤回）"
    story.do(actions.acknowledge, "乙一", issue)
    assert story.issue(issue).state == "acknowledged"


def test_a_report_and_an_answer_that_are_taken_back_leave_no_words(story: Story) -> None:
    issue = story.raised()
    story.do(actions.acknowledge, "乙一", issue)
    story.do(actions.report, "乙一", issue, f"进展 {CANARY}", story.key())
    story.do(actions.resolve, "乙一", issue, f"答复 {CANARY}", story.key())
    with db.reading() as session:
        said = session.scalars(select(IssueEvent.message_id).where(IssueEvent.act.in_(["report", "resolve"]))).all()
    for message_id in said:
        assert message_id is not None
        story.do(retract_message, "乙一", message(message_id))
    assert CANARY not in everything_kept(issue)
    assert story.issue(issue).state == "resolved"


def test_another_message_takes_nothing_along(story: Story) -> None:
    issue = story.raised()
    story.do(actions.acknowledge, "乙一", issue)
    story.do(actions.report, "乙一", issue, "进展", story.key())
    before = everything_kept(issue)
    other = story.raised(title="别的")
    story.do(retract_message, "办一", message(story.issue(other).message_id))
    assert everything_kept(issue) == before
