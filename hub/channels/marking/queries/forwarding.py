"""Where a message can be forwarded to: every channel in which the viewer may speak, but the one where it stands."""

from sqlalchemy.orm import Session

from ....core.viewer import Viewer
from ...queries import channels_of
from ...shapes import Target


def targets(session: Session, viewer: Viewer, but: str) -> list[Target]:
    """The viewer's channels that are not archived, in the order of their list, without the channel `but` (public id)."""
    return [
        Target(entry.public_id, entry.kind, entry.title, entry.number, entry.section)
        for entry in channels_of(session, viewer)
        if not entry.is_archived and entry.public_id != but
    ]
