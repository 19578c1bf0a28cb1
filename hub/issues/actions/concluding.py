"""An issue that a consultation has settled: the office says so for the units that answer for it."""

from sqlalchemy.orm import Session

from ...core import clock
from ...core.viewer import Viewer
from .. import clocks
from ..models import Issue
from ..rules import BODY_LIMIT, Act, clean_words
from .extending import void_requests
from .standing import check, locked, say, settle_replies, tell


def conclude(session: Session, viewer: Viewer, issue: str, answer: str, client_id: str) -> Issue:
    """办结 by what was decided, which is said in the issue's channel; whoever raised it closes it, or has it taken up anew.

    Raises NotFound, Denied, Invalid, TooLarge, Conflict.
    """
    row = locked(session, viewer, issue, "issue.supervise")
    check(Act.RESOLVE, row)
    text = clean_words(answer, "text", limit=BODY_LIMIT)
    row.state, row.resolved_at, row.answer = "resolved", clock.now(), text
    clocks.await_closing(session, row)
    void_requests(session, row)
    message_id = say(session, viewer, row, text, client_id)
    settle_replies(session, message_id)
    tell(session, row, Act.RESOLVE, viewer, text=text, message_id=message_id)
    return row
