"""A feed is its owner's alone."""

from sqlalchemy.orm import Session

from ...core.policy import rule
from ...core.viewer import Viewer
from .models import CalendarFeed


@rule("feed.own")
def may_own(_session: Session, viewer: Viewer, row: CalendarFeed | None) -> bool:
    """Whoever made it, as long as it opens anything."""
    return row is not None and row.person_id == viewer.person_id and row.revoked_at is None
