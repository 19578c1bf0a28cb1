"""What a page shows of a feed, and what its address opens."""

from dataclasses import dataclass
from datetime import datetime

from ...core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed of the viewer's; its address is not kept."""

    public_id: str
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A feed (key) whose address was asked for, and whose it is, with their rights of this moment."""

    id: int
    viewer: Viewer
    used_at: datetime | None
