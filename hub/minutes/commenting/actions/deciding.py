"""Each comment is answered: accepted, with the passage rewritten where the unit proposed words, or declined with a reason."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, Invalid, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...editing.actions.keeping import check_base, keep
from ...editing.people import parsed
from ...models import Minutes, Passage
from ...rules import Act
from ...standing import check, locked, tell
from ..models import VERDICTS, Comment
from ..queries import running
from ..rules import REPLY_LIMIT, clean_words


def decide(  # noqa: PLR0913 (a verdict and what goes with it)
    session: Session,
    viewer: Viewer,
    minutes: str,
    comment: str,
    verdict: str,
    reply: str = "",
    *,
    rewrites: bool = False,
) -> Comment:
    """Answer a comment, or answer it anew: `accepted`, with `rewrites` so that its passage says what was proposed, or `declined`.

    Raises NotFound, Denied, Invalid (fields `verdict`, `reply`), TooLarge, Conflict; Overtaken where the passage has another text by now.
    """
    row = locked(session, viewer, minutes, "minutes.edit")
    check(Act.DECIDE_COMMENT, row)
    one = _comment(session, row, comment)
    if verdict not in VERDICTS[1:]:
        raise Invalid(_("请选择采纳或不采纳。"), field="verdict")
    words = clean_words(reply, "reply", REPLY_LIMIT, _("请写明不采纳的原因。") if verdict == "declined" else "")
    if rewrites and verdict == "accepted" and one.verdict != "accepted":
        _rewrite(session, viewer, row, one)
    one.verdict, one.reply, one.decided_at, one.decided_by = verdict, words, clock.now(), viewer.person_id
    tell(session, row, Act.DECIDE_COMMENT, viewer, detail={"comment": one.public_id, "verdict": verdict})
    return one


def _comment(session: Session, row: Minutes, comment: str) -> Comment:
    running_one = running(session, row.id)
    found = select(Comment).where(Comment.public_id == clean_public_id(comment), Comment.withdrawn_at.is_(None))
    one = session.scalar(found.where(Comment.round_id == (running_one.id if running_one else None)))
    if one is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return one


def _rewrite(session: Session, viewer: Viewer, row: Minutes, one: Comment) -> None:
    """The passage says what was proposed on the text that the unit had before it."""
    passage = session.get(Passage, one.passage_id) if one.passage_id else None
    if passage is None or not one.proposal:
        raise Conflict(_("这条意见没有建议改成的文字，请直接修改正文。"))
    check_base(session, passage, one.passage_number)
    data = passage.data | {"people": parsed(one.proposal)} if passage.part == "people" else passage.data
    keep(session, viewer, row, passage, one.proposal, data, "comment")
