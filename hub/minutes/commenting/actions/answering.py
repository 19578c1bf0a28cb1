"""A unit answers: comments on passages, or that it has none. While the round runs it may change its mind."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Minutes, Passage
from ...rules import Act
from ...standing import check, locked, tell
from ..models import Comment, CommentingUnit, CommentRound
from ..queries import running
from ..rules import COMMENT_LIMIT, MOST_COMMENTS, PROPOSAL_LIMIT, clean_words
from ..shapes import CommentDraft


def comment(session: Session, viewer: Viewer, minutes: str, draft: CommentDraft) -> Comment:
    """The viewer's unit says something of a passage or of the whole.

    Raises NotFound, Denied, Invalid and TooLarge (fields `text`, `proposal`); Conflict where the unit is not asked, or has said enough.
    """
    row, one, asked = _asked(session, viewer, minutes)
    words = clean_words(draft.text, "text", COMMENT_LIMIT, _("请写明意见。"))
    proposal = clean_words(draft.proposal, "proposal", PROPOSAL_LIMIT)
    passage = _passage(session, row, draft.passage) if draft.passage else None
    mine = select(func.count(Comment.id)).where(Comment.round_id == one.id, Comment.unit_id == viewer.unit_id)
    if (session.scalar(mine) or 0) >= MOST_COMMENTS:
        raise Conflict(_("一个单位每轮最多提%(num)d条意见。", num=MOST_COMMENTS))
    made = Comment(
        round_id=one.id,
        unit_id=viewer.unit_id,
        passage_id=passage.id if passage else None,
        passage_number=draft.number if passage else 0,
        text=words,
        proposal=proposal if passage and passage.part != "decision" and proposal != passage.text else "",
        made_by=viewer.person_id,
    )
    session.add(made)
    _says(asked, viewer, "comments")
    tell(session, row, Act.COMMENT, viewer, detail={"comment": made.public_id})
    return made


def no_comments(session: Session, viewer: Viewer, minutes: str) -> None:
    """无意见, for the viewer's unit; again changes nothing. Raises NotFound, Denied; Conflict where it is not asked or has comments."""
    row, one, asked = _asked(session, viewer, minutes)
    if asked.answer == "none":
        return
    stands = _standing(session, one, viewer)
    if stands:
        raise Conflict(_("您单位已提出%(num)d条意见。没有意见时，请先撤回。", num=stands))
    _says(asked, viewer, "none")
    tell(session, row, Act.COMMENT, viewer, detail={"answer": "none"})


def take_back(session: Session, viewer: Viewer, minutes: str, comment: str) -> None:
    """撤回 a comment of the unit's own that nobody has answered; without others the unit has not answered yet.

    Raises NotFound, Denied, Conflict.
    """
    row, one, asked = _asked(session, viewer, minutes)
    found = select(Comment).where(Comment.public_id == clean_public_id(comment), Comment.round_id == one.id)
    mine = session.scalar(found.where(Comment.unit_id == viewer.unit_id))
    if mine is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if mine.verdict:
        raise Conflict(_("这条意见已经答复，不能撤回。"))
    if mine.withdrawn_at is None:
        mine.withdrawn_at = clock.now()
        session.flush()
        if not _standing(session, one, viewer):
            asked.answer, asked.answered_at, asked.answered_by = "", None, None
        tell(session, row, Act.COMMENT, viewer, detail={"withdrawn": mine.public_id})


def _asked(session: Session, viewer: Viewer, minutes: str) -> tuple[Minutes, CommentRound, CommentingUnit]:
    row = locked(session, viewer, minutes, "minutes.comment")
    check(Act.COMMENT, row)
    one = running(session, row.id)
    mine = select(CommentingUnit).where(CommentingUnit.unit_id == viewer.unit_id)
    asked = session.scalar(mine.where(CommentingUnit.round_id == one.id)) if one else None
    if one is None or asked is None:
        raise Conflict(_("这一轮没有征求您单位的意见。"))
    return row, one, asked


def _passage(session: Session, row: Minutes, passage: str) -> Passage:
    found = select(Passage).where(Passage.public_id == clean_public_id(passage), Passage.minutes_id == row.id)
    one = session.scalar(found)
    if one is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return one


def _standing(session: Session, one: CommentRound, viewer: Viewer) -> int:
    found = select(func.count(Comment.id)).where(Comment.round_id == one.id, Comment.unit_id == viewer.unit_id)
    return session.scalar(found.where(Comment.withdrawn_at.is_(None))) or 0


def _says(asked: CommentingUnit, viewer: Viewer, answer: str) -> None:
    asked.answer, asked.answered_at, asked.answered_by = answer, clock.now(), viewer.person_id
