"""The office's wording of drafts to come; those that are written stay as they are."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ....core import clock, events
from ....core.errors import NotFound
from ....core.i18n import _
from ....core.policy import require
from ....core.viewer import Viewer
from ..events import WordingChanged
from ..models import MinutesWording
from ..rules import WORDINGS, clean_wording


def change_wording(session: Session, viewer: Viewer, key: str, text: str) -> bool:
    """Say it so from now on; False where it was said so already. Raises Denied, NotFound, Invalid (field `text`)."""
    _check(session, viewer, key)
    words = clean_wording(key, text)
    row = session.get(MinutesWording, key)
    if words == (row.text if row else WORDINGS[key].text):
        return False
    if words == WORDINGS[key].text:
        return reset_wording(session, viewer, key)
    row = row or MinutesWording(key=key)
    row.text, row.changed_by, row.changed_at = words, viewer.person_id, clock.now()
    session.add(row)
    events.record(session, WordingChanged(key, is_default=False))
    return True


def reset_wording(session: Session, viewer: Viewer, key: str) -> bool:
    """Say it as it was shipped; False where it is said so. Raises Denied, NotFound."""
    _check(session, viewer, key)
    done = session.execute(delete(MinutesWording).where(MinutesWording.key == key).returning(MinutesWording.key))
    if done.first() is None:
        return False
    events.record(session, WordingChanged(key, is_default=True))
    return True


def _check(session: Session, viewer: Viewer, key: str) -> None:
    require(session, viewer, "office")
    if key not in WORDINGS:
        raise NotFound(_("没有找到，或者您无权查看。"))
