"""Consultations as programs get them with their message."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from ...web.api import Answer
from ..shapes import ConsultationCard, ItemNow

ConsultationState = Literal["draft", "announced", "live", "closed", "cancelled"]


class ItemNowRef(Answer):
    """The item under discussion, number `number` of `count`: its time is `seconds` and what passed since `started_at`."""

    id: str
    number: int
    count: int
    title: str
    ask: str
    minutes: int
    seconds: int
    started_at: datetime


class ConsultationRef(Answer):
    """A consultation in short. `revision` is another after every change; `current` is the item under discussion."""

    id: str
    kind: str
    title: str
    state: ConsultationState
    starts_at: datetime
    ends_at: datetime
    where: str
    revision: int
    current: ItemNowRef | None = None


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
            "current": _item_now(card.current),
        }
    )


def _item_now(item: ItemNow | None) -> dict[str, object] | None:
    if item is None:
        return None
    return {"id": item.public_id} | {name: value for name, value in asdict(item).items() if name != "public_id"}
