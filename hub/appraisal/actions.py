"""Taking figures along: it is written down before anybody has them."""

from sqlalchemy.orm import Session

from ..core import events
from ..core.viewer import Viewer
from .events import AppraisalTaken
from .rules import Period


def note_taken(session: Session, viewer: Viewer, period: Period, form: str) -> None:
    """Tell the floors above that the viewer takes the figures of a period as `xlsx` or `docx`."""
    events.record(session, AppraisalTaken(viewer.person_id, form, period.first_on, period.last_on))
