"""From how many statements on an item's words are shortened in drafts to come."""

from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.policy import require
from ....core.viewer import Viewer
from ..events import WordingChanged
from ..models import MinutesWording
from ..queries import unshortened
from ..rules import UNSHORTENED, clean_unshortened


def change_unshortened(session: Session, viewer: Viewer, number: str) -> bool:
    """So many statements to an item stand as they were made, 0: all, however many. False where it was so already.

    Raises Denied, Invalid (field `unshortened`).
    """
    require(session, viewer, "office")
    most = clean_unshortened(number)
    if most == unshortened(session):
        return False
    row = session.get(MinutesWording, UNSHORTENED) or MinutesWording(key=UNSHORTENED)
    row.text, row.changed_by, row.changed_at = str(most), viewer.person_id, clock.now()
    session.add(row)
    events.record(session, WordingChanged(UNSHORTENED, is_default=False))
    return True
