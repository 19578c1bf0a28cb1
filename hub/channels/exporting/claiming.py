"""Whose turn it is: a try takes an export under a name of its own, keeps it by saying how far it is, and lets go of it.

Every step asks whether the row still names this try, so that two of them never both believe that it is theirs.
"""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from ...accounts.queries import viewer_of_person
from ...core import clock
from ...core.db import glance
from ...core.i18n import speaking
from ...core.ids import new_public_id
from ...core.policy import can
from ..policy import standing
from . import folder, hooks, queries
from .composing import Head
from .models import Export
from .rules import LEASE, TRIES


class Lost(Exception):
    """The export was cancelled, or somebody else is at work on it."""


@dataclass(slots=True)
class Job:
    """One try at one export: what it is to hold, and what it has found to enclose."""

    id: int
    public_id: str
    claim: str
    channel_id: int
    format: str
    first_seq: int
    last_seq: int
    locale: str
    head: Head
    enclosures: list[tuple[int, hooks.Enclosure]] = field(default_factory=list)

    @property
    def place(self) -> Path:
        """The file of this try."""
        return folder.place(self.public_id, self.claim)

    @property
    def parts(self) -> Path:
        """Where this try puts it together."""
        return folder.parts(self.public_id, self.claim)


def _due() -> ColumnElement[bool]:
    silent = and_(Export.state == "running", Export.claimed_until < clock.now())
    return or_(Export.state == "waiting", silent)


def is_due() -> bool:
    """Whether an export waits, or its worker has gone silent."""
    with glance() as connection:
        return connection.execute(select(Export.id).where(_due()).limit(1)).first() is not None


def claim(session: Session) -> Job | None:
    """Take the oldest export that is due under a new name; None when somebody was faster, or its asker may not have it."""
    due = select(Export).where(_due()).order_by(Export.id).limit(1).with_for_update(skip_locked=True)
    row = session.scalar(due)
    if row is None:
        return None
    head = _head(session, row)
    if head is None or row.tries >= TRIES:
        row.state, row.ended_at = ("failed" if head else "cancelled"), clock.now()
        return None
    row.state, row.claim, row.claimed_until = "running", new_public_id(), clock.now() + LEASE
    row.tries, row.done = row.tries + 1, 0
    return Job(
        row.id, row.public_id, row.claim, row.channel_id, row.format, row.first_seq, row.last_seq, row.locale, head
    )


def _head(session: Session, row: Export) -> Head | None:
    """What the export says of itself; None when whoever asked may not have it any more."""
    viewer = viewer_of_person(session, row.person_id)
    if viewer is None or not can(session, viewer, "channel.export", standing(session, viewer, row.channel_id)):
        return None
    with speaking(row.locale):
        title = queries.channel_title(session, row.channel_id)
    days = (row.first_on, row.last_on)
    return Head(title, *days, row.total, row.reason, viewer.unit_name, viewer.name, row.asked_at)


def tell(session: Session, job: Job, done: int) -> None:
    """Say how far it is, which also keeps the lease; raises Lost."""
    _set(session, job, done=done, claimed_until=clock.now() + LEASE)


def keep(session: Session, job: Job) -> None:
    """The file is whole, and this try's is the one; raises Lost."""
    _set(session, job, state="done", ended_at=clock.now(), claimed_until=None, size_bytes=job.place.stat().st_size)


def _set(session: Session, job: Job, **values: object) -> None:
    mine = update(Export).where(Export.id == job.id, Export.claim == job.claim, Export.state == "running")
    changed = mine.values(**values).returning(Export.id).execution_options(synchronize_session=False)
    if session.execute(changed).first() is None:
        raise Lost(job.public_id)


def give_back(session: Session, job: Job) -> None:
    """Another try may begin, until there were TRIES."""
    mine = update(Export).where(Export.id == job.id, Export.claim == job.claim, Export.state == "running")
    waiting, failed = mine.where(Export.tries < TRIES), mine.where(Export.tries >= TRIES)
    kept = {"synchronize_session": False}
    session.execute(waiting.values(state="waiting", claimed_until=None).execution_options(**kept))
    session.execute(failed.values(state="failed", ended_at=clock.now()).execution_options(**kept))
