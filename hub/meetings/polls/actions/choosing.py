"""The office chooses one of the times, or gives the poll up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ....channels.rules import clean_public_id
from ....core import clock, events
from ....core.errors import Invalid, NotFound
from ....core.i18n import _
from ....core.viewer import Viewer
from ...models import Consultation
from ...rules import Act
from ...standing import check, tell
from ..events import PollChanged
from ..models import AvailabilityPoll, PollSlot
from .standing import check_open, locked


def choose(session: Session, viewer: Viewer, poll: str, slot: str) -> Consultation:
    """Let the consultation begin at this time (public id); its length stays. Raises NotFound, Denied, Invalid, Conflict."""
    row, found = locked(session, viewer, poll, "poll.arrange")
    check_open(found)
    check(Act.CHOOSE_TIME, row)
    chosen = select(PollSlot).where(PollSlot.poll_id == found.id, PollSlot.public_id == clean_public_id(slot))
    one = session.scalar(chosen)
    if one is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    if one.starts_at <= clock.now():
        raise Invalid(_("这个时间已经过去，请另选一个。"), field="slot")
    row.starts_at, row.ends_at = one.starts_at, one.starts_at + (row.ends_at - row.starts_at)
    one.is_chosen, found.ended_at = True, clock.now()
    tell(session, row, Act.CHOOSE_TIME, viewer, detail={"starts_at": one.starts_at.isoformat()})
    _tell(session, viewer, found, "choose")
    return row


def give_up(session: Session, viewer: Viewer, poll: str) -> AvailabilityPoll:
    """End the poll without a choice; another can be begun. Raises NotFound, Denied, Conflict."""
    row, found = locked(session, viewer, poll, "poll.arrange")
    check_open(found)
    found.ended_at = clock.now()
    tell(session, row, Act.DROP_TIMES, viewer)
    _tell(session, viewer, found, "give_up")
    return found


def _tell(session: Session, viewer: Viewer, poll: AvailabilityPoll, act: str) -> None:
    events.record(session, PollChanged(poll.id, poll.public_id, poll.consultation_id, viewer.person_id, act))
