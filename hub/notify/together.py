"""Several notices of one kind to one person at one time are said in one: nobody gets forty letters of one morning.

Rows stay one for each cause, so that each can be counted; the first to be said takes the others along.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..core import clock
from .lease import Leased
from .models import OutboxRow
from .shapes import Kind

MOST = 200
TOGETHER = "together"


def others(session: Session, row: Leased, kind: Kind) -> tuple[int, ...]:
    """The rows (keys) that wait beside this one for the same person, way and kind, are due, and still hold."""
    if kind.several is None or row.person_id is None:
        return ()
    found = (
        select(OutboxRow.id, OutboxRow.message_id)
        .where(OutboxRow.person_id == row.person_id, OutboxRow.kind == row.kind, OutboxRow.way == row.way)
        .where(OutboxRow.subscription_id.is_not_distinct_from(row.subscription_id))
        .where(OutboxRow.due_at <= row.until, OutboxRow.id != row.id)
        .order_by(OutboxRow.id)
        .limit(MOST)
    )
    rows = session.execute(found).all()
    holds = kind.still_waits
    return tuple(id_ for id_, message in rows if holds is None or (message and holds(session, row.person_id, message)))


def is_taken_along(session: Session, row: Leased, kind: Kind) -> bool:
    """Whether another notice has said this one since it was taken."""
    if kind.several is None:
        return False
    return session.scalar(select(OutboxRow.token).where(OutboxRow.id == row.id)) != row.token


def settle(session: Session, taken_along: tuple[int, ...]) -> None:
    """Note that they have been said with another."""
    said = update(OutboxRow).where(OutboxRow.id.in_(taken_along), OutboxRow.state == "pending")
    values = {"state": "suppressed", "reason": TOGETHER, "due_at": None, "token": None, "settled_at": clock.now()}
    session.execute(said.values(**values).execution_options(synchronize_session=False))
