"""What a door's address names, for the policy to decide on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...channels.rules import clean_public_id
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from .models import AvailabilityPoll


def found(session: Session, viewer: Viewer, poll: str, rule: str = "poll.read") -> AvailabilityPoll:
    """The poll (public id) for whoever may do `rule` to it; NotFound, Denied."""
    row = session.scalar(select(AvailabilityPoll).where(AvailabilityPoll.public_id == clean_public_id(poll)))
    require(session, viewer, rule, row)
    if row is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    return row
