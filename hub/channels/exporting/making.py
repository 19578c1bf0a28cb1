"""The worker: takes an export up, writes it page by page, says how far it is, and never twice into one file.

It may be killed at any moment: its lease runs out, another try begins from the start under a name of its own, and only
the try that the row names has the file. Words are composed and written in native threads; between pages others go on.
"""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from ...accounts.queries import viewer_of_person
from ...core import clock
from ...core.db import glance, reading, transaction
from ...core.i18n import speaking
from ...core.ids import new_public_id
from ...core.offload import offload
from ...core.policy import can
from .. import queries as channels
from ..policy import standing
from ..shapes import MessageView
from . import folder, hooks, queries
from .composing import Head
from .files import DocxFiles, MarkdownFile, Sink, enclose, pack
from .models import Export
from .rules import DOCX_MESSAGES, LEASE, TRIES, file_name

T = TypeVar("T")

log = logging.getLogger(__name__)

PAGE = 500


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


def make_next() -> str | None:
    """Make one export that waits, or whose worker has gone silent; its public id, or None when nothing waits."""
    if not _is_due():
        return None
    with transaction() as session:
        job = _claim(session)
    if job is None:
        return None
    try:
        _make(job)
    except Lost:
        _clear(job)
    except Exception:
        log.exception("export %s: a try failed", job.public_id)
        _clear(job)
        with transaction() as session:
            _give_back(session, job)
    return job.public_id


def _due() -> ColumnElement[bool]:
    silent = and_(Export.state == "running", Export.claimed_until < clock.now())
    return or_(Export.state == "waiting", silent)


def _is_due() -> bool:
    with glance() as connection:
        return connection.execute(select(Export.id).where(_due()).limit(1)).first() is not None


def _claim(session: Session) -> Job | None:
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


def _make(job: Job) -> None:
    folder.prepare(job.public_id, job.claim)
    words = DocxFiles(job.parts, job.head, DOCX_MESSAGES)
    sinks = _aside(job, _sinks, job, words)
    try:
        _write(job, sinks)
        _aside(job, _finish, job, sinks, words.paths)
    finally:
        for sink in sinks:
            sink.abandon()
    with transaction() as session:
        _keep(session, job)
    folder.clear_parts(job.public_id, job.claim)


def _write(job: Job, sinks: list[Sink]) -> None:
    for low in range(job.first_seq, job.last_seq + 1, PAGE):
        high = min(low + PAGE - 1, job.last_seq)
        _aside(job, _add, sinks, _read(job, low, high))
        _tell(job, high - job.first_seq + 1)
        time.sleep(0)


def _sinks(job: Job, words: DocxFiles) -> list[Sink]:
    text: list[Sink] = [MarkdownFile(job.parts / "text", job.head)] if job.format != "docx" else []
    return text + ([words] if job.format != "md" else [])


def _aside(job: Job, work: Callable[..., T], *arguments: object) -> T:
    """Do the work in a native thread, in the export's language."""
    done: T = offload(_speaking, job.locale, work, arguments)
    return done


def _speaking(locale: str, work: Callable[..., T], arguments: tuple[object, ...]) -> T:
    with speaking(locale):
        return work(*arguments)


def _read(job: Job, low: int, high: int) -> list[MessageView]:
    with reading() as session:
        found = channels.stretch(session, job.channel_id, low, high)
        seqs = {message.id: message.seq for message in found if message.retracted_at is None and message.facets.bits}
        if job.format == "zip" and seqs:
            job.enclosures += [(seqs[one.message_id], one) for one in hooks.enclosures_of(session, list(seqs))]
    return found


def _add(sinks: list[Sink], messages: list[MessageView]) -> None:
    for sink in sinks:
        sink.add(messages)


def _finish(job: Job, sinks: list[Sink], words: list[Path]) -> None:
    """Put the file where it stays, whole and on the disk."""
    for sink in sinks:
        sink.close()
    if job.format == "zip":
        name = file_name(job.head.title, job.head.first_on, job.head.last_on, "zip").removesuffix(".zip")
        pack(job.parts / "zip", name, job.parts / "text", words)
        enclose(job.parts / "zip", job.enclosures)
    made = {"md": job.parts / "text", "zip": job.parts / "zip"}.get(job.format) or words[0]
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(job.place)


def _tell(job: Job, done: int) -> None:
    """Say how far it is, which also keeps the lease; raises Lost."""
    with transaction() as session:
        _set(session, job, done=done, claimed_until=clock.now() + LEASE)


def _keep(session: Session, job: Job) -> None:
    _set(session, job, state="done", ended_at=clock.now(), claimed_until=None, size_bytes=job.place.stat().st_size)


def _set(session: Session, job: Job, **values: object) -> None:
    mine = update(Export).where(Export.id == job.id, Export.claim == job.claim, Export.state == "running")
    changed = mine.values(**values).returning(Export.id).execution_options(synchronize_session=False)
    if session.execute(changed).first() is None:
        raise Lost(job.public_id)


def _give_back(session: Session, job: Job) -> None:
    """Another try may begin, until there were TRIES."""
    mine = update(Export).where(Export.id == job.id, Export.claim == job.claim, Export.state == "running")
    waiting, failed = mine.where(Export.tries < TRIES), mine.where(Export.tries >= TRIES)
    kept = {"synchronize_session": False}
    session.execute(waiting.values(state="waiting", claimed_until=None).execution_options(**kept))
    session.execute(failed.values(state="failed", ended_at=clock.now()).execution_options(**kept))


def _clear(job: Job) -> None:
    folder.clear(job.public_id, job.claim)
