"""The consultations of some days, as cards; only those that the viewer may know of."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.shapes import ConsultationCard
from ..core.clock import SHANGHAI
from ..core.viewer import Viewer
from .cards import cards
from .models import Consultation
from .policy import visible


def between(session: Session, viewer: Viewer, first_on: date, days: int, limit: int) -> list[ConsultationCard]:
    """Those that begin on one of `days` Shanghai days from `first_on`, in order; at most `limit`. Two queries at most."""
    begins = datetime.combine(first_on, time(), SHANGHAI)
    found = select(Consultation.id).where(visible(viewer))
    found = found.where(Consultation.starts_at >= begins, Consultation.starts_at < begins + timedelta(days=days))
    ids = session.scalars(found.order_by(Consultation.starts_at, Consultation.id).limit(limit)).all()
    return cards(session, ids)
