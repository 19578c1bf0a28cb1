"""Whoever changes posts: what steps have told them and waits is told to their successor, once; without one it waits no longer."""

from sqlalchemy import Select, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased

from ..accounts.handover import Matter, handed_over
from ..core import clock, events
from .events import InboxSettled
from .models import InboxItem

_COLUMNS = ["escalation_id", "generation", "step_no", "person_id", "told_at"]


def open_items(person_id: int) -> Select[InboxItem]:
    """SQL: what waits for the person (key)."""
    return select(InboxItem).where(InboxItem.person_id == person_id, InboxItem.settled_at.is_(None))


def move_items(session: Session, person_id: int, successor_id: int | None) -> int:
    """Tell the successor (keys) what the person was told and has not settled; returns how many wait for the person no longer."""
    if successor_id is not None:
        session.execute(insert(InboxItem).from_select(_COLUMNS, _for(person_id, successor_id)))
    gone = update(InboxItem).where(InboxItem.person_id == person_id, InboxItem.settled_at.is_(None))
    gone = gone.values(settled_at=clock.now()).execution_options(synchronize_session=False)
    count = len(session.scalars(gone.returning(InboxItem.id)).all())
    if count:
        events.record(session, InboxSettled(tuple({person_id, successor_id or person_id})))
    return count


def count_items(session: Session, person_id: int, _successor: int | None) -> int:
    """How many wait for the person (key)."""
    return session.scalar(select(func.count()).select_from(open_items(person_id).subquery())) or 0


def _for(person_id: int, successor_id: int) -> Select[int]:
    waiting, told = open_items(person_id).subquery(), aliased(InboxItem)
    step = (waiting.c.escalation_id, waiting.c.generation, waiting.c.step_no)
    already = select(told.id).where(
        told.person_id == successor_id,
        told.escalation_id == step[0],
        told.generation == step[1],
        told.step_no == step[2],
    )
    return select(*step, literal(successor_id), literal(clock.now(), InboxItem.told_at.type)).where(~already.exists())


handed_over(Matter("inbox", True, count_items, move_items))
