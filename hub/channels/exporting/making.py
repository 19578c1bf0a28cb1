"""The worker: takes an export up, writes it page by page, says how far it is, and never twice into one file.

It may be killed at any moment: its lease runs out, another try begins from the start under a name of its own, and only
the try that the row names has the file. Words are composed and written in native threads; between pages others go on.
"""

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ...core.db import reading, transaction
from ...core.i18n import speaking
from ...core.offload import offload
from .. import queries as channels
from ..shapes import MessageView
from . import folder, hooks
from .claiming import Job, Lost, claim, give_back, is_due, keep, tell
from .files import DocxFiles, MarkdownFile, Sink, enclose, pack
from .rules import DOCX_MESSAGES, file_name

T = TypeVar("T")

log = logging.getLogger(__name__)

PAGE = 500
ENCLOSED = 5
"""Files that are added to a ZIP before the worker says again that it is alive."""


def make_next() -> str | None:
    """Make one export that waits, or whose worker has gone silent; its public id, or None when nothing waits."""
    if not is_due():
        return None
    with transaction() as session:
        job = claim(session)
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
            give_back(session, job)
    return job.public_id


def _make(job: Job) -> None:
    folder.prepare(job.public_id, job.claim)
    words = DocxFiles(job.parts, job.head, DOCX_MESSAGES)
    sinks = _aside(job, _sinks, job, words)
    try:
        _write(job, sinks)
        _finish(job, sinks, words.paths)
    finally:
        for sink in sinks:
            sink.abandon()
    with transaction() as session:
        keep(session, job)
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
    _aside(job, _close, sinks)
    if job.format == "zip":
        name = file_name(job.head.title, job.head.first_on, job.head.last_on, "zip").removesuffix(".zip")
        _aside(job, pack, job.parts / "zip", name, job.parts / "text", words)
        for at in range(0, len(job.enclosures), ENCLOSED):
            _aside(job, enclose, job.parts / "zip", job.enclosures[at : at + ENCLOSED])
            _tell(job, job.head.count)
    made = {"md": job.parts / "text", "zip": job.parts / "zip"}.get(job.format) or words[0]
    _aside(job, _settle, made, job.place)


def _close(sinks: list[Sink]) -> None:
    for sink in sinks:
        sink.close()


def _settle(made: Path, place: Path) -> None:
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(place)


def _tell(job: Job, done: int) -> None:
    with transaction() as session:
        tell(session, job, done)


def _clear(job: Job) -> None:
    folder.clear(job.public_id, job.claim)
