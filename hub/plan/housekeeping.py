"""What plans forget in time."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from .models import PlanDraft


def forget_drafts(session: Session, before: datetime) -> int:
    """Delete drafts that were started before the instant `before`, applied or not; returns how many."""
    found = session.execute(delete(PlanDraft).where(PlanDraft.created_at < before))
    return int(found.rowcount)  # type: ignore[attr-defined]
