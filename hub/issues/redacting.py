"""What is taken back in the channel is taken back of the issue too: a child's name may be why (docs/security.md).

An issue keeps its number, its units and its course; the words are nobody's to read any more. The trail knows who did it.
"""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ..channels.changing import above
from ..channels.events import MessageRetracted
from ..channels.models import Message
from ..core import events
from .events import IssueForgotten
from .matters import show
from .models import Issue, IssueEvent
from .rules import Act

_KEPT = {"synchronize_session": False}


@above
def take_issue(session: Session, message_id: int) -> None:
    """The row of the issue whose card the message (key) is, or answers, so that acts and retractions stand in one line."""
    card = select(Message.reply_to_id).where(Message.id == message_id).scalar_subquery()
    found = select(Issue.id).where(or_(Issue.message_id == message_id, Issue.message_id == card))
    session.execute(found.order_by(Issue.id).with_for_update())


@events.on(MessageRetracted)
def follow_retraction(session: Session, event: MessageRetracted) -> None:
    """The card's words are the issue's own; a report or an answer is said as a reply to the card."""
    issue = session.scalar(select(Issue).where(Issue.message_id == event.message_id))
    if issue is not None:
        _forget_words(session, issue)
        return
    card = select(Message.reply_to_id).where(Message.id == event.message_id).scalar_subquery()
    issue = session.scalar(select(Issue).where(Issue.message_id == card))
    if issue is not None:
        _forget_said(session, issue, event.message_id)


def _forget_words(session: Session, issue: Issue) -> None:
    issue.title = issue.body = ""
    edits = update(IssueEvent).where(IssueEvent.issue_id == issue.id, IssueEvent.act == str(Act.EDIT))
    session.execute(edits.values(detail={}).execution_options(**_KEPT))
    events.record(session, IssueForgotten(issue.id))


def _forget_said(session: Session, issue: Issue, message_id: int) -> None:
    said = update(IssueEvent).where(IssueEvent.issue_id == issue.id, IssueEvent.message_id == message_id)
    acts = session.scalars(said.values(text="").returning(IssueEvent.act).execution_options(**_KEPT)).all()
    if str(Act.RESOLVE) in acts:
        issue.answer = ""
    if acts:
        session.flush()
        show(session, [issue.id])
