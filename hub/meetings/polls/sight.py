"""What a door's address names, for the policy to decide on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...channels.rules import clean_public_id
from ...core.policy import sought
from ...core.viewer import Viewer
from .models import AvailabilityPoll


def found(session: Session, viewer: Viewer, poll: str, rule: str = "poll.read") -> AvailabilityPoll:
    """The poll (public id) for whoever may do `rule` to it; NotFound, Denied."""
    wanted = select(AvailabilityPoll).where(AvailabilityPoll.public_id == clean_public_id(poll))
    return sought(session, viewer, rule, wanted)
