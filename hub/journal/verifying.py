"""Whether the trail is as it was written: every entry is sealed again, from the first to the last, in little memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .chain import head as stored_head
from .models import AuditEntry
from .rules import GENESIS, Head, Row, seal

PAGE = 1_000
_COLUMNS = tuple(getattr(AuditEntry, name) for name in (*Row.__slots__, "hash"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: `count` sound entries up to `head`, then at `broken_at` the first one that is not.

    `fault` is "" for a sound trail; `missing`: the entry is not there; `altered`: it, or its order, is not as it was
    sealed, or the key is another one; `replaced`: it is not the one whose head was printed.
    """

    count: int
    head: Head
    fault: str = ""
    broken_at: int = 0


def verify(session: Session, key: bytes, printed: Head | None = None) -> Verdict:
    """Check the whole trail, and that it still holds what a printed head says it held.

    The head kept outside is what shows an end cut off together with the stored head.
    """
    sound = Head(0, GENESIS)
    for row, stored in _entries(session):
        if row.seq != sound.seq + 1:
            return Verdict(sound.seq, sound, "missing", sound.seq + 1)
        if seal(key, sound.hash, row) != stored:
            return Verdict(sound.seq, sound, "altered", row.seq)
        sound = Head(row.seq, stored)
        if printed is not None and printed.seq == row.seq and printed.hash != stored:
            return Verdict(row.seq - 1, sound, "replaced", row.seq)
    return _compared(sound, stored_head(session), printed)


def _compared(sound: Head, stored: Head, printed: Head | None) -> Verdict:
    """The end of a chain whose entries are sound, against where it should end."""
    furthest = max(stored.seq, printed.seq if printed else 0)
    if sound.seq < furthest:
        return Verdict(sound.seq, sound, "missing", sound.seq + 1)
    if sound != stored:
        return Verdict(sound.seq, sound, "altered", sound.seq)
    return Verdict(sound.seq, sound)


def _entries(session: Session) -> Iterator[tuple[Row, str]]:
    after = 0
    while page := _page(session, after):
        for *values, stored in page:
            yield Row(*values), stored
        after = page[-1][0]


def _page(session: Session, after: int) -> list[Any]:
    found = select(*_COLUMNS).where(AuditEntry.seq > after).order_by(AuditEntry.seq).limit(PAGE)
    return list(session.execute(found).all())
