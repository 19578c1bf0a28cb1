"""Topics that may mean the same as what somebody is about to propose."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....accounts.models import Unit
from ....core.viewer import Viewer
from ..likeness import are_alike, likeness, pieces
from ..models import Topic
from ..policy import visible
from ..rules import called
from ..shapes import Likely

LOOKED_THROUGH = 500
"""The newest so many topics are compared."""
MOST = 5


def alike(session: Session, viewer: Viewer, title: str, but: str = "") -> list[Likely]:
    """The topics that the viewer may know of with a title like this one, the likest first; not the one called `but`.

    What was withdrawn does not count.
    """
    sought = pieces(title)
    if not sought:
        return []
    found = (
        select(Topic.public_id, Topic.title, Topic.state, Unit.short_name)
        .outerjoin(Unit, Unit.id == Topic.unit_id)
        .where(visible(viewer), Topic.state != "withdrawn", Topic.public_id != but)
        .order_by(Topic.id.desc())
        .limit(LOOKED_THROUGH)
    )
    rows = [(row, pieces(row.title)) for row in session.execute(found)]
    like = [
        Likely(row.public_id, called(row.title), row.state, row.short_name or "", likeness(sought, its))
        for row, its in rows
        if are_alike(sought, its)
    ]
    return sorted(like, key=lambda one: -one.share)[:MOST]
