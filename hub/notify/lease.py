"""Rows of the outbox taken for a while, and what became of them: one is never taken by two deliverers at once.

Taking a row moves its `due_at` on by the lease and leaves a token; whoever is killed gives it back by doing nothing.
What comes of it counts only while the token is still there.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..core import clock
from ..core.db import glance, transaction
from .models import OutboxRow

LEASE = timedelta(seconds=60)
BATCH = 16
_COLUMNS = (
    *(OutboxRow.id, OutboxRow.dedup_key, OutboxRow.kind, OutboxRow.way, OutboxRow.person_id, OutboxRow.subscription_id),
    *(OutboxRow.target_id, OutboxRow.channel_id, OutboxRow.message_id, OutboxRow.is_urgent, OutboxRow.attempts),
    *(OutboxRow.thing_id, OutboxRow.created_at),
)


@dataclass(frozen=True, slots=True)
class Leased:
    """A row that is this deliverer's until `until`."""

    id: int
    dedup_key: str
    kind: str
    way: str
    person_id: int | None
    subscription_id: int | None
    target_id: int | None
    channel_id: int | None
    message_id: int | None
    is_urgent: bool
    attempts: int
    thing_id: int | None
    created_at: datetime
    token: str
    until: datetime


def is_anything_due() -> bool:
    """Whether a row waits to be sent now; by the index of those that wait, without a transaction."""
    with glance() as connection:
        return (
            connection.execute(select(OutboxRow.id).where(OutboxRow.due_at <= clock.now()).limit(1)).first() is not None
        )


def take() -> list[Leased]:
    """Take up to BATCH rows that are due, the longest due first; commits. Rows that another is just taking are passed by."""
    now, token = clock.now(), secrets.token_hex(16)
    due = (
        select(OutboxRow.id)
        .where(OutboxRow.due_at <= now)
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)  # SQLite has no rows to lock: there all writers stand in line
    )
    with transaction() as session:
        rows = session.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_(due))
            .values(due_at=now + LEASE, token=token)
            .returning(*_COLUMNS)
            .execution_options(synchronize_session=False)
        ).all()
    found = (Leased(**row._mapping, token=token, until=now + LEASE) for row in rows)
    return sorted(found, key=lambda row: row.id)


def settle(session: Session, row: Leased, state: str, reason: str = "") -> bool:
    """Say for good what became of the row; False when it is not ours any more."""
    return _set(session, [row], state=state, due_at=None, reason=reason, settled_at=clock.now())


def put_off(session: Session, row: Leased, wait: timedelta, reason: str) -> bool:
    """Note a failed attempt, and try again after `wait`."""
    return _set(session, [row], due_at=clock.now() + wait, attempts=row.attempts + 1, reason=reason)


def give_back(session: Session, rows: Iterable[Leased], wait: timedelta) -> None:
    """Leave rows that were not tried for later; all of one lease."""
    _set(session, list(rows), due_at=clock.now() + wait)


def _set(session: Session, rows: list[Leased], **values: object) -> bool:
    if not rows:
        return False
    found = session.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_([row.id for row in rows]), OutboxRow.token == rows[0].token)
        .values(token=None, **values)
        .returning(OutboxRow.id)
        .execution_options(synchronize_session=False)
    ).first()
    return found is not None
