"""A leader agrees to the text as it stands, or objects and says why."""

from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict, Invalid
from ....core.i18n import _
from ....core.viewer import Viewer
from ...content import content_of
from ...rules import REASON_LIMIT, Act, clean_line, digest
from ...standing import check, locked, tell
from ..models import ANSWERS, Countersignature
from ..queries import standing


def countersign(  # noqa: PLR0913 (an answer to what was seen)
    session: Session, viewer: Viewer, minutes: str, answer: str, words: str, seen: str
) -> Countersignature:
    """`agreed` or `objected` for the viewer's unit, of the text whose digest was `seen`. The door has asked for the password again.

    Raises NotFound, Denied, Invalid (fields `answer`, `words`); Conflict where the unit is not asked, or the text has changed since.
    """
    row = locked(session, viewer, minutes, "minutes.countersign")
    check(Act.COUNTERSIGN, row)
    if answer not in ANSWERS[1:]:
        raise Invalid(_("请选择同意或不同意。"), field="answer")
    said = clean_line(words, "words", REASON_LIMIT, may_be_empty=answer == "agreed")
    one = next((one for one in standing(session, row.id) if one.unit_id == viewer.unit_id), None)
    if one is None:
        raise Conflict(_("这份纪要没有请您单位会签。"))
    made = digest(content_of(session, row))
    if made != seen:
        raise Conflict(_("您打开以后纪要又有改动，请再看一遍后会签。"))
    one.answer, one.words, one.digest = answer, said, made
    one.person_id, one.name, one.post = viewer.person_id, viewer.name, viewer.post
    one.answered_at, one.stale_at = clock.now(), None
    tell(session, row, Act.COUNTERSIGN, viewer, text=said, detail={"answer": answer})
    return one
