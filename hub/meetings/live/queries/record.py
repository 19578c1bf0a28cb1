"""The record 会议记录: who was there and what was said and decided, item by item, complete in rows for the minutes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ....core import clock
from ...models import Consultation
from ..shapes import ItemRecord, Roster
from .board import name_of, place_of
from .items import items_of
from .roster import roster_of


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that minutes are made from; nothing of it depends on who asks."""

    public_id: str
    kind: str
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    place: str
    chair_name: str
    note_taker_name: str
    quorum: int | None
    channel: str
    roster: Roster
    items: tuple[ItemRecord, ...]


def record(session: Session, row: Consultation) -> Record:
    """The record of a consultation as it stands now. Asks no policy: whoever has the row may read it."""
    return Record(
        public_id=row.public_id,
        kind=row.kind,
        title=row.title,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        place=place_of(row),
        chair_name=name_of(row.chair),
        note_taker_name=name_of(row.note_taker),
        quorum=row.quorum,
        channel=row.channel.public_id if row.channel else "",
        roster=roster_of(session, row),
        items=tuple(items_of(session, row, clock.now())),
    )
