"""Who may go on with an upload: nobody but whoever began it."""

from sqlalchemy.orm import Session

from ..core.policy import rule
from ..core.viewer import Viewer
from .models import Upload

OWN = "upload.own"


@rule(OWN)
def may_go_on(_session: Session, viewer: Viewer, upload: Upload | None) -> bool:
    """Its owner, while they see content at all; to everybody else it is not there."""
    return upload is not None and viewer.sees_content and upload.person_id == viewer.person_id
