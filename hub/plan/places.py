"""Where items are talked about: asked here, answered by the floor that has the channels."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """An item's channel (its public id), as far as the viewer may know of it."""

    channel: str
    is_archived: bool
    has_messages: bool
    unread: int


Find = Callable[[Session, Viewer, Sequence[int]], Mapping[int, ItemPlace]]

_find: Find | None = None


def answered_by(find: Find) -> Find:
    """Decorator: `find(session, viewer, item keys)` gives the places of those items that have one the viewer may see."""
    global _find
    _find = find
    return find


def places(session: Session, viewer: Viewer, item_ids: Sequence[int]) -> Mapping[int, ItemPlace]:
    """The places of these items by the items' keys; none while nobody answers."""
    return _find(session, viewer, item_ids) if _find and item_ids else {}
