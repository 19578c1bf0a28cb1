"""The card of a consultation, as everybody in its channel sees it: what the floor of meetings hangs on its message."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ConsultationCard:
    """A consultation in short. `revision` is another after every change: whoever shows more of it looks again."""

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
