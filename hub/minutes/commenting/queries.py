"""The latest round of minutes as one viewer knows it, and what the office has set for the next."""

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, aliased

from ...accounts.models import Unit
from ...core import clock
from ...core.policy import can
from ...core.viewer import Viewer
from ..models import Minutes, Passage
from .models import Comment, CommentingUnit, CommentRound, CommentSetting
from .rules import DAYS, SILENCE
from .shapes import AskedUnit, CommentView, RoundView


def settings(session: Session) -> tuple[int, str]:
    """Working days and what silence means, for the next round."""
    wanted = select(CommentSetting.working_days, CommentSetting.silence).order_by(CommentSetting.id.desc()).limit(1)
    found = session.execute(wanted).first()
    return (found.working_days, found.silence) if found else (DAYS, SILENCE)


def running(session: Session, minutes_id: int) -> CommentRound | None:
    """The round that runs."""
    found = select(CommentRound).where(CommentRound.minutes_id == minutes_id, CommentRound.ended_at.is_(None))
    return session.scalar(found)


def latest(session: Session, viewer: Viewer, row: Minutes) -> RoundView | None:
    """The latest round, for whoever may read the minutes; None where there was none, or none of the viewer's business."""
    wanted = select(CommentRound).where(CommentRound.minutes_id == row.id).order_by(CommentRound.number.desc())
    one = session.scalar(wanted.limit(1))
    if one is None:
        return None
    edits = can(session, viewer, "minutes.edit", row)
    acts = can(session, viewer, "minutes.comment", row)
    units = _units(session, one.id)
    mine = next((asked for key, asked in units if key == viewer.unit_id), None) if acts else None
    if not edits and mine is None:
        return None
    whose = true() if edits else Comment.unit_id == viewer.unit_id
    runs = one.ended_at is None and row.state == "commenting"
    return RoundView(
        number=one.number,
        silence=one.silence,
        opened_at=one.opened_at,
        due_at=one.due_at,
        is_late=runs and clock.now() >= one.due_at,
        is_running=runs,
        end_reason=one.end_reason,
        units=tuple(asked for key, asked in units if edits or key == viewer.unit_id),
        comments=_comments(session, one.id, viewer, whose, may_take_back=acts),
        is_asked=runs and mine is not None,
        may_decide=runs and edits,
        my_answer=mine.answer if mine else "",
    )


def _units(session: Session, round_id: int) -> list[tuple[int, AskedUnit]]:
    found = select(CommentingUnit, Unit.public_id, Unit.short_name).join(Unit, Unit.id == CommentingUnit.unit_id)
    rows = session.execute(found.where(CommentingUnit.round_id == round_id).order_by(Unit.position, Unit.id))
    return [(one.unit_id, AskedUnit(unit, name, one.answer, one.answered_at)) for one, unit, name in rows]


def _comments(
    session: Session, round_id: int, viewer: Viewer, whose: ColumnElement[bool], *, may_take_back: bool
) -> tuple[CommentView, ...]:
    passage = aliased(Passage)
    found = select(Comment, Unit.public_id, Unit.short_name, passage.public_id, passage.number)
    found = found.join(Unit, Unit.id == Comment.unit_id).outerjoin(passage, passage.id == Comment.passage_id)
    found = found.where(Comment.round_id == round_id, Comment.withdrawn_at.is_(None), whose)
    rows = session.execute(found.order_by(passage.position.nulls_first(), Comment.id))
    return tuple(
        CommentView(
            public_id=one.public_id,
            unit=unit,
            name=name,
            passage=place or "",
            text=one.text,
            proposal=one.proposal,
            made_at=one.made_at,
            verdict=one.verdict,
            reply=one.reply,
            is_mine=may_take_back and one.unit_id == viewer.unit_id,
            is_old=place is not None and number != one.passage_number,
        )
        for one, unit, name, place, number in rows
    )
