"""Opening a consultation."""

from sqlalchemy.orm import Session

from ....core import clock
from ....core.viewer import Viewer
from ...models import Consultation
from ...rules import Act
from ...standing import locked, tell
from .holding import check


def open_consultation(session: Session, viewer: Viewer, consultation: str) -> Consultation:
    """Begin it. Raises NotFound, Denied; Conflict unless it is announced."""
    row = locked(session, viewer, consultation, "consultation.conduct")
    check(Act.OPEN, row)
    row.state, row.opened_at = "live", clock.now()
    tell(session, row, Act.OPEN, viewer)
    return row
