"""What countersignatures do about news: where the text changes under them, they count no more, and their units are asked again."""

from sqlalchemy.orm import Session

from ...core import clock, events
from ..content import content_of
from ..events import MinutesChanged
from ..models import Minutes
from ..rules import Act, digest
from ..standing import tell
from .queries import standing


@events.on(MinutesChanged)
def follow_text(session: Session, event: MinutesChanged) -> None:
    """Each counts while the text is what its leader read; one that is put back as it was counts again."""
    if event.act not in {Act.EDIT, Act.DRAFT_AGAIN}:
        return
    answered = [one for one in standing(session, event.minutes_id) if one.answer]
    if not answered:
        return
    row = session.get_one(Minutes, event.minutes_id)
    now = digest(content_of(session, row))
    fallen = [one for one in answered if one.stale_at is None and one.digest != now]
    for one in answered:
        one.stale_at = None if one.digest == now else one.stale_at or clock.now()
    if fallen:
        units = tuple(one.unit_id for one in fallen)
        tell(session, row, Act.ASK_COUNTERSIGNATURE, None, detail={"units": len(units)}, units=units)
