"""What topics do about news: ladders' rungs that put issues up, issues that end or are forgotten, consultations that end."""

from sqlalchemy.orm import Session

from ...core import events
from ...issues.events import IssueChanged, TopicsCalledFor
from ...issues.rules import Act
from . import policy as _policy  # noqa: F401 (the rules that doors ask for)
from . import todo as _todo  # noqa: F401 (待我处理 lists them)
from .actions import putting_up


@events.on(TopicsCalledFor)
def follow_rung(session: Session, event: TopicsCalledFor) -> None:
    """They come onto the list, to be decided on by the office."""
    putting_up.put_up(session, event.issue_ids)


@events.on(IssueChanged)
def follow_issue(session: Session, event: IssueChanged) -> None:
    """What is settled or withdrawn needs no consultation."""
    if event.act in {Act.CLOSE, Act.WITHDRAW}:
        putting_up.give_up(session, event.issue_id)
