"""Consultations as cards: those of some days, and that of a channel; only those that the viewer may know of."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..channels.models import Channel
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


def of_channel(session: Session, viewer: Viewer, channel: str) -> ConsultationCard | None:
    """The consultation that a channel (public id) belongs to; None for other channels, and for those who may not know of it."""
    found = select(Consultation.id).join(Channel, Channel.id == Consultation.channel_id)
    id_ = session.scalar(found.where(Channel.public_id == channel, visible(viewer)))
    return cards(session, [id_])[0] if id_ is not None else None
