"""Opening a consultation."""

from sqlalchemy.orm import Session

from ....core import clock
from ....core.errors import Conflict
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Consultation
from ...rules import Act
from ...standing import check, locked, tell
from ..rules import EARLIEST


def open_consultation(session: Session, viewer: Viewer, consultation: str) -> Consultation:
    """Begin it. Raises NotFound, Denied; Conflict unless it is announced, and its time is near (EARLIEST)."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.OPEN, row)
    if clock.now() < row.starts_at - EARLIEST:
        raise Conflict(_("离开始时间还早。如要提前，请先改期。"))
    row.state, row.opened_at = "live", clock.now()
    tell(session, row, Act.OPEN, viewer)
    return row
