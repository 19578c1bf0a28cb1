"""What agendas make of topics: on an agenda, off it again, settled. Their doors hold the consultation's row."""

from sqlalchemy.orm import Session

from ....core.policy import check_state
from ..models import Topic
from ..rules import why_unscheduled
from .standing import taken


def schedule(session: Session, topic: Topic) -> None:
    """It stands on an agenda now. Raises Conflict where it stands on one, or is not to be dealt with."""
    row = taken(session, topic.id)
    check_state(why_unscheduled(row.state))
    row.state = "scheduled"
    session.flush()


def release(session: Session, topic: Topic) -> None:
    """It stands on no agenda any more, and waits for one."""
    row = taken(session, topic.id)
    if row.state in {"scheduled", "settled"}:
        row.state = "accepted"
        session.flush()


def settle(session: Session, topic: Topic) -> None:
    """A consultation has dealt with it."""
    row = taken(session, topic.id)
    if row.state == "scheduled":
        row.state = "settled"
        session.flush()
