"""The card of a consultation, as everybody in its channel sees it: what the floor of meetings hangs on its message."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ItemNow:
    """The item under discussion, number `number` of `count`: its time is `seconds` and what passed since `started_at`.

    `minutes` is its time box, `ask` what is to be decided.
    """

    public_id: str
    number: int
    count: int
    title: str
    ask: str
    minutes: int
    seconds: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ConsultationCard:
    """A consultation in short. `revision` is another after every change: whoever shows more of it looks again.

    `current` is the item under discussion while it is held.
    """

    public_id: str
    kind: str
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime
    where: str
    chair: str
    is_urgent: bool
    revision: int
    current: ItemNow | None = None
