"""What notices forget in time."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from .models import OutboxRow


def forget_notices(session: Session, before: datetime) -> int:
    """Delete what came to an end before the instant `before`, but not what still waits for the office; returns how many."""
    ended = OutboxRow.state.in_(("sent", "suppressed", "discarded"))
    found = session.execute(delete(OutboxRow).where(ended, OutboxRow.settled_at < before))
    return int(found.rowcount)  # type: ignore[attr-defined]
