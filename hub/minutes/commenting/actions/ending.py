"""A round ends: every comment answered, every unit heard, or what silence means reached, or a reason why not."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict
from ....core.viewer import Viewer
from ...models import Minutes
from ...rules import Act
from ...standing import check, locked, tell
from ..models import Comment, CommentRound
from ..queries import running
from ..rules import REPLY_LIMIT, clean_words, why_not_end
from .opening import missing_of


def end(session: Session, viewer: Viewer, minutes: str, reason: str = "") -> Minutes:
    """结束征求意见: the minutes are a draft again, to be worked on and sent to review.

    Raises NotFound, Denied, TooLarge (field `reason`); Conflict where it may not end yet.
    """
    row = locked(session, viewer, minutes, "minutes.lead")
    check(Act.END_ROUND, row)
    words = clean_words(reason, "reason", REPLY_LIMIT)
    one = running(session, row.id)
    if one is not None:
        missing = missing_of(session, one)
        refusal = why_not_end(
            missing=[unit.unit.short_name for unit in missing],
            undecided=_undecided(session, one),
            silence=one.silence,
            due_at=one.due_at,
            now=clock.now(),
            reason=words,
        )
        if refusal:
            raise Conflict(refusal, field="reason")
        one.ended_at, one.ended_by, one.end_reason = clock.now(), viewer.person_id, words if missing else ""
    row.state = "draft"
    tell(session, row, Act.END_ROUND, viewer, text=words)
    return row


def _undecided(session: Session, one: CommentRound) -> int:
    found = select(func.count(Comment.id)).where(Comment.round_id == one.id, Comment.withdrawn_at.is_(None))
    return session.scalar(found.where(Comment.verdict == "")) or 0
