"""Reads of files: those of messages, one that is asked for, those of a channel."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, Unit
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ...files.kinds import kind_named
from ...files.models import StoredFile
from ...files.queries import blob_of
from ...files.shapes import Blob
from ..facets import facet
from ..models import Message
from ..policy import standing
from ..queries.entering import enter
from ..rules import clean_public_id
from ..shapes import Facet, FileEntry, FilePage, FileView
from .models import Attachment
from .rules import PAGE_LIMIT

PAGE = 30
_COLUMNS = (
    Attachment.public_id,
    Attachment.name,
    StoredFile.size,
    StoredFile.width,
    StoredFile.height,
)


@facet(Facet.FILES, "files")
def of_messages(session: Session, ids: list[int]) -> dict[int, tuple[FileView, ...]]:
    """The files of messages (keys), each message's in their order; one query."""
    rows = session.execute(
        select(Attachment.message_id, *_COLUMNS)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Attachment.message_id.in_(ids), Attachment.withdrawn_at.is_(None))
        .order_by(Attachment.message_id, Attachment.position)
    )
    found: defaultdict[int, list[FileView]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(_view(row[1:]))
    return {message_id: tuple(files) for message_id, files in found.items()}


def file(session: Session, viewer: Viewer, public_id: str) -> tuple[FileView, Blob]:
    """A file for whoever reads its message now, and where its bytes lie; NotFound, also once the message is retracted."""
    found = session.execute(
        select(Attachment.channel_id, StoredFile, *_COLUMNS)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .join(Message, Message.id == Attachment.message_id)
        .where(Attachment.public_id == clean_public_id(public_id))
        .where(Attachment.withdrawn_at.is_(None), Message.retracted_at.is_(None))
    ).first()
    if found is None:
        raise NotFound(_("没有找到，或者您无权查看。"))
    require(session, viewer, "channel.read", standing(session, viewer, found.channel_id))
    return _view(found[2:]), blob_of(found.StoredFile)


def of_channel(
    session: Session, viewer: Viewer, channel: str, before: str | None = None, limit: int = PAGE
) -> FilePage:
    """A page of the files of a channel (public id), newest first; `before` is a file's id. NotFound."""
    place = enter(session, viewer, channel)
    size = max(1, min(limit, PAGE_LIMIT))
    wanted = _listed(place.channel_id)
    if before is not None:
        earlier = select(Attachment.id).where(Attachment.public_id == clean_public_id(before))
        wanted = wanted.where(Attachment.id < earlier.scalar_subquery())
    rows = session.execute(wanted.limit(size + 1)).all()
    entries = [_entry(row) for row in rows[:size]]
    return FilePage(entries, entries[-1].file.public_id if len(rows) > size else None)


def _listed(channel_id: int) -> Any:
    return (
        select(*_COLUMNS, Message.public_id, Message.seq, Person.name, Unit.short_name, Message.posted_at)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .join(Message, Message.id == Attachment.message_id)
        .join(Person, Person.id == Message.author_id)
        .join(Unit, Unit.id == Message.unit_id)
        .where(Attachment.channel_id == channel_id, Attachment.withdrawn_at.is_(None))
        .order_by(Attachment.id.desc())
    )


def _entry(row: Any) -> FileEntry:
    return FileEntry(_view(row[: len(_COLUMNS)]), *row[len(_COLUMNS) :])


def _view(row: Any) -> FileView:
    """A file from a row that begins with `_COLUMNS`. It is what its own name says, under which it was checked."""
    public_id, name, size, width, height = row[: len(_COLUMNS)]
    kind = kind_named(name)
    return FileView(public_id, name, size, kind.media_type, kind.look, width, height)
