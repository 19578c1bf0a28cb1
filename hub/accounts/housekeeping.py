"""What accounts forget in time."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from .lists import PeopleDraft
from .models import SignedInSession


def forget_sessions(session: Session, before: datetime) -> int:
    """Delete sessions that ran out before the instant `before`; returns how many."""
    found = session.execute(delete(SignedInSession).where(SignedInSession.expires_at < before))
    return int(found.rowcount)  # type: ignore[attr-defined]


def forget_drafts(session: Session, before: datetime) -> int:
    """Delete lists of people that were uploaded before the instant `before`, applied or not; returns how many."""
    found = session.execute(delete(PeopleDraft).where(PeopleDraft.created_at < before))
    return int(found.rowcount)  # type: ignore[attr-defined]
