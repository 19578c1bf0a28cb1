"""Consultations as programs get them with their message."""

from datetime import datetime
from typing import Literal

from ...web.api import Answer
from ..shapes import ConsultationCard

ConsultationState = Literal["draft", "announced", "live", "closed", "cancelled"]


class ConsultationRef(Answer):
    """A consultation in short. `revision` is another after every change."""

    id: str
    kind: str
    title: str
    state: ConsultationState
    starts_at: datetime
    ends_at: datetime
    where: str
    revision: int


def consultation_ref(card: ConsultationCard) -> ConsultationRef:
    """A consultation as programs get it."""
    return ConsultationRef.model_validate(
        {
            "id": card.public_id,
            "kind": card.kind,
            "title": card.title,
            "state": card.state,
            "starts_at": card.starts_at,
            "ends_at": card.ends_at,
            "where": card.where,
            "revision": card.revision,
        }
    )
