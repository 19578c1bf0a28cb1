"""签发: whoever answers for the minutes signs exactly this text; from then on it is locked."""

from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.viewer import Viewer
from ...content import content_of
from ...models import Minutes
from ...rules import Act, digest
from ...standing import check, locked, tell
from ..models import Signature


def sign(session: Session, viewer: Viewer, minutes: str, seen: int) -> Minutes:
    """Sign the minutes as of the revision that was `seen`. The door has asked for the password again.

    Raises NotFound, Denied; Conflict when they may not be signed now, or have changed since they were looked at.
    """
    row = locked(session, viewer, minutes, "minutes.sign")
    check(Act.SIGN, row)
    if row.revision != seen:
        raise Conflict(_("您打开以后纪要又有改动，请再看一遍后签发。"))
    made = digest(content_of(session, row))
    post = " ".join(part for part in (viewer.unit_name, viewer.post) if part)
    session.add(Signature(minutes_id=row.id, person_id=viewer.person_id, name=viewer.name, post=post, digest=made))
    row.state, row.locked_at = "signed", clock.now()
    tell(session, row, Act.SIGN, viewer, detail={"digest": made})
    return row
