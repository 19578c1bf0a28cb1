"""Two people at the same instant, on two connections: each gets their turn, and none is thrown out as a deadlock's victim."""

import threading
import time
from collections.abc import Callable

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hub.channels.actions import retract_message
from hub.channels.models import Message
from hub.core import db
from hub.issues import actions
from hub.issues.actions import standing
from hub.issues.models import Issue, IssueEvent
from tests.services.processes import PATIENCE_SECONDS

from .story import Story

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity"
               " WHERE datname = current_database())")  # fmt: skip


def said(issue: str, act: str) -> str:
    """The message (public id) by which somebody did something to an issue."""
    with db.reading() as session:
        found = select(Message.public_id).join(IssueEvent, IssueEvent.message_id == Message.id)
        return session.scalars(found.join(Issue).where(Issue.public_id == issue, IssueEvent.act == act)).one()


def until_it_waits() -> None:
    """Until another connection waits for a row; SQLite lets one write at a time and has nothing to see."""
    if db.engine().dialect.name != "postgresql":
        return
    until = time.monotonic() + 5
    with db.engine().connect() as watcher:
        while not watcher.scalar(WAITING):
            watcher.rollback()
            assert time.monotonic() < until, "nobody waits"
            time.sleep(0.01)


def retract_during(
    story: Story, message: str, issue: str, act: Callable[[Session], object]
) -> list[BaseException | None]:
    """The office takes the message back while 甲一 does something to the issue; what came of the retraction."""
    outcome: list[BaseException | None] = []

    def retract() -> None:
        try:
            story.do(retract_message, "办一", message)
            outcome.append(None)
        except Exception as error:
            outcome.append(error)

    other = threading.Thread(target=retract)
    with db.transaction() as session:
        standing.locked(session, story.scene["甲一"], issue, "issue.settle")
        other.start()
        until_it_waits()
        act(session)
    other.join(PATIENCE_SECONDS)
    return outcome


def test_an_issue_is_taken_back_while_somebody_changes_it(story: Story) -> None:
    issue, who = story.raised(), story.scene["甲一"]

    def edit(session: Session) -> None:
        actions.edit(session, who, issue, title="改过", body="", kind="hot")

    assert retract_during(story, said(issue, "raise"), issue, edit) == [None]
    assert story.issue(issue).title == "", "what came last stands"
    assert story.issue(issue).kind == "hot"


def test_an_answer_is_taken_back_while_somebody_accepts_it(story: Story) -> None:
    issue, who = story.raised(), story.scene["甲一"]
    story.do(actions.acknowledge, "乙一", issue)
    story.do(actions.resolve, "乙一", issue, "已联系", story.key())

    def close(session: Session) -> None:
        actions.close(session, who, issue)

    assert retract_during(story, said(issue, "resolve"), issue, close) == [None]
    assert (story.issue(issue).state, story.issue(issue).answer) == ("closed", "")
