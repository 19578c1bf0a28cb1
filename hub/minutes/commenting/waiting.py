"""For whom a comment round waits, as SQL over Minutes."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from ..models import Minutes
from .models import Comment, CommentingUnit, CommentRound

RUNNING = and_(CommentRound.minutes_id == Minutes.id, CommentRound.ended_at.is_(None))
"""How the running round is joined to its minutes."""
_ROUND = aliased(CommentRound)


def is_asked(unit_id: int) -> ColumnElement[bool]:
    """The running round asks the unit (key), which has said nothing."""
    found = exists().where(_ROUND.minutes_id == Minutes.id, _ROUND.ended_at.is_(None))
    found = found.where(CommentingUnit.round_id == _ROUND.id, CommentingUnit.unit_id == unit_id)
    return found.where(CommentingUnit.answer == "")


def needs_office(now: datetime) -> ColumnElement[bool]:
    """The running round has comments that nobody has answered, its deadline has passed, or every unit has said something."""
    running = exists().where(_ROUND.minutes_id == Minutes.id, _ROUND.ended_at.is_(None))
    open_ones = running.where(Comment.round_id == _ROUND.id, Comment.verdict == "", Comment.withdrawn_at.is_(None))
    missing = running.where(CommentingUnit.round_id == _ROUND.id, CommentingUnit.answer == "")
    return or_(open_ones, running.where(_ROUND.due_at <= now), ~missing)
