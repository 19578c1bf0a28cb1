"""Issues whose clocks go on under another version show their next step anew."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...core import events
from ...escalation.events import RunsMoved
from ..clocks import EXTENSION, ISSUE
from ..matters import show
from ..models import ExtensionRequest

BATCH = 200


@events.on(RunsMoved)
def show_moved(session: Session, event: RunsMoved) -> None:
    """Their cards change."""
    asked = {key for matter, key in event.matters if matter == EXTENSION}
    requests = select(ExtensionRequest.issue_id).where(ExtensionRequest.id.in_(asked))
    issues = {key for matter, key in event.matters if matter == ISSUE} | set(session.scalars(requests) if asked else ())
    for batch in (sorted(issues)[at : at + BATCH] for at in range(0, len(issues), BATCH)):
        show(session, batch)
