"""A person accepts what a summarizer said: from then on it is the minutes' own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock
from ....core.errors import Conflict, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Passage, PassageRevision
from ...rules import Act
from ...standing import check, locked, tell


def accept(session: Session, viewer: Viewer, minutes: str, passage: str) -> Passage:
    """The passage (public id) of the minutes (public id) stands for what it says. Raises NotFound, Denied, Conflict."""
    row = locked(session, viewer, minutes, "minutes.edit")
    check(Act.EDIT, row)
    found = select(Passage).where(Passage.public_id == clean_public_id(passage), Passage.minutes_id == row.id)
    one = session.scalar(found.where(Passage.removed_at.is_(None)))
    if one is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if not one.is_extract:
        raise Conflict(_("这段摘录已经采用。"))
    one.is_extract, one.number, one.saved_by, one.saved_at = False, one.number + 1, viewer.person_id, clock.now()
    text = {"number": one.number, "base": one.number - 1, "why": "accept", "text": one.text, "data": one.data}
    session.add(PassageRevision(passage_id=one.id, saved_by=viewer.person_id, saved_at=one.saved_at, **text))
    tell(session, row, Act.EDIT, viewer, detail={"passage": one.public_id, "why": "accept"})
    return one
