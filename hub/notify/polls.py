"""Notices about polls: that units are asked which times suit them, and those that have not said so once more."""

from sqlalchemy.orm import Session

from ..core import events
from ..core.i18n import _
from ..core.policy import can
from ..core.viewer import Viewer
from ..meetings.models import Consultation
from ..meetings.polls.events import PollAsked
from ..meetings.polls.models import AvailabilityPoll
from ..meetings.polls.waiting import waits
from .causes import register
from .outbox import announce
from .shapes import About, Cause, Kind

ASKED, REMINDED = "poll-asked", "poll-reminded"


@events.on(PollAsked)
def tell_of_poll(session: Session, event: PollAsked) -> None:
    """Whoever may answer for a unit that has not."""
    kind = REMINDED if event.is_reminder else ASKED
    key = f"{event.poll_id}.{event.round}"
    announce(session, Cause(kind, key, event.people, thing_id=event.poll_id, tells_group=False))


def about_poll(session: Session, poll_id: int, viewer: Viewer) -> About | None:
    """The consultation by its title, of a 个案会商 without; None once the viewer's unit has answered, or may not any more."""
    row = session.get(AvailabilityPoll, poll_id)
    if row is None or not can(session, viewer, "poll.answer", row) or not waits(session, viewer, row):
        return None
    consultation = session.get_one(Consultation, row.consultation_id)
    title = _("个案会商") if consultation.is_named_only else consultation.title
    return About(title, f"/polls/{row.public_id}")


def _asked(title: str) -> str:
    return _("“%(title)s”请您单位选择可以参加的时间，请登录会商系统答复。", title=title)


def _reminded(title: str) -> str:
    return _("您单位还没有答复“%(title)s”的时间征询，请登录会商系统答复。", title=title)


register(Kind(ASKED, _asked, _asked, about=about_poll))
register(Kind(REMINDED, _reminded, _reminded, about=about_poll))
