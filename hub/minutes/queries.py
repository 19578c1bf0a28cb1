"""Minutes and their passages as they stand."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ..channels.rules import clean_public_id
from ..core.policy import sought
from ..core.viewer import Viewer
from .models import Minutes, Passage


def found(session: Session, viewer: Viewer, minutes: str, rule: str = "minutes.read") -> Minutes:
    """The minutes (public id) for whoever may do `rule`. NotFound, Denied."""
    return sought(session, viewer, rule, select(Minutes).where(Minutes.public_id == clean_public_id(minutes)))


def passages(session: Session, minutes_id: int) -> list[Passage]:
    """The passages that stand, in order, with their sources. Asks no policy: whoever has the minutes may read them."""
    listed = select(Passage).where(Passage.minutes_id == minutes_id, Passage.removed_at.is_(None))
    return list(session.scalars(listed.order_by(Passage.position, Passage.id).options(selectinload(Passage.sources))))
