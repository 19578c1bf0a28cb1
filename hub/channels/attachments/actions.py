"""Files on their way into messages, taken along with the post, and out of them again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ...core import clock
from ...core.errors import Invalid, TooLarge
from ...core.i18n import _
from ...files.models import StoredFile, Upload
from ..admission import Entry, each
from ..shapes import Facet, MessageDraft
from .models import Attachment, ChannelFiles
from .rules import clean_files

_limit_bytes = 2048 * 1024 * 1024


def begin(channel_limit_mb: int) -> None:
    """Let the files of one channel have so many megabytes together from now on."""
    global _limit_bytes
    _limit_bytes = channel_limit_mb * 1024 * 1024


class Files:
    """The part of a post that brings files along: uploads of the author's own, finished, each used once."""

    facet = Facet.FILES

    def is_in(self, draft: MessageDraft) -> bool:
        """Whether the draft names uploads."""
        return bool(draft.files)

    def clean(self, entry: Entry) -> None:
        """See that the ids can be some."""
        clean_files(entry.draft.files)

    def admit(self, session: Session, entries: list[Entry]) -> None:
        """Refuse uploads that are not there, not the author's, not finished or used by now, and channels that are full."""
        waiting = _waiting(session, {upload for entry in entries for upload in entry.draft.files})
        taken: set[str] = set()
        room = _room(session, {_channel_of(entry) for entry in entries})

        def let_in(entry: Entry) -> None:
            found = [waiting.get(upload) for upload in entry.draft.files]
            mine = [one for one in found if one is not None and one.person_id == entry.viewer.person_id]
            if len(mine) != len(found) or taken & set(entry.draft.files):
                raise Invalid(_("有的文件不在了，或者已随另一条消息发出，请重新选择。"), field="files")
            if any(one.file_id is None for one in mine):
                raise Invalid(_("有的文件还没有传完，请等传完再发送。"), field="files")
            room[_channel_of(entry)] -= _size(session, entry.draft.files)
            if room[_channel_of(entry)] < 0:
                raise TooLarge(_("本频道的文件总量已满，文件没有发出。请联系区未保办清理或放宽限额。"), field="files")
            taken.update(entry.draft.files)

        each(entries, let_in)

    def insert(self, session: Session, entries: list[Entry]) -> None:
        """Hang the files on the messages; the uploads have served their purpose."""
        uploads = {upload for entry in entries for upload in entry.draft.files}
        waiting = _waiting(session, uploads)
        rows = [
            {
                "message_id": entry.id,
                "channel_id": _channel_of(entry),
                "file_id": waiting[upload].file_id,
                "upload": upload,
                "name": waiting[upload].name,
                "position": position,
            }
            for entry in entries
            for position, upload in enumerate(entry.draft.files)
        ]
        session.execute(insert(Attachment), rows)
        for entry in entries:
            _count(session, _channel_of(entry), _size(session, entry.draft.files))
        session.execute(
            delete(Upload).where(Upload.public_id.in_(uploads)).execution_options(synchronize_session=False)
        )


def are_same(session: Session, message_id: int, draft: MessageDraft) -> bool:
    """Whether the message (key) has exactly the uploads that the draft brings, in their order."""
    uploads = select(Attachment.upload).where(Attachment.message_id == message_id).order_by(Attachment.position)
    return tuple(session.scalars(uploads)) == draft.files


def withdraw(session: Session, message_id: int) -> None:
    """Hide the files of a message (key) that is taken back, and give its channel their room again."""
    gone = session.execute(
        update(Attachment)
        .where(Attachment.message_id == message_id, Attachment.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
        .returning(Attachment.channel_id, Attachment.file_id)
        .execution_options(synchronize_session=False)
    ).all()
    if not gone:
        return
    sizes = dict(
        session.execute(
            select(StoredFile.id, StoredFile.size).where(StoredFile.id.in_([row.file_id for row in gone]))
        ).all()
    )
    _count(session, gone[0].channel_id, -sum(sizes[row.file_id] for row in gone))


def forget_withdrawn(session: Session, before: datetime) -> int:
    """Forget the files of messages that were taken back before the instant `before`; returns how many."""
    found = session.execute(
        delete(Attachment).where(Attachment.withdrawn_at < before).execution_options(synchronize_session=False)
    )
    return int(found.rowcount)  # type: ignore[attr-defined]


def _waiting(session: Session, public_ids: set[str]) -> dict[str, Upload]:
    """The uploads, taken until the end of the transaction, in one order against deadlocks."""
    found = select(Upload).where(Upload.public_id.in_(public_ids)).order_by(Upload.id).with_for_update()
    return {row.public_id: row for row in session.scalars(found.execution_options(populate_existing=True))}


def _room(session: Session, channels: set[int]) -> dict[int, int]:
    """How many bytes still fit into each channel (keys).

    Read without taking the row, which comes after the channel's own in the order of locks: whoever posts through another
    process at the same instant may go over the limit by what they bring.
    """
    found = select(ChannelFiles.channel_id, ChannelFiles.total_bytes).where(ChannelFiles.channel_id.in_(channels))
    used = {channel_id: total for channel_id, total in session.execute(found)}
    return {channel_id: _limit_bytes - used.get(channel_id, 0) for channel_id in channels}


def _size(session: Session, uploads: Sequence[str]) -> int:
    """How many bytes these finished uploads have together, as they are kept."""
    found = select(func.sum(StoredFile.size)).select_from(Upload).join(StoredFile, StoredFile.id == Upload.file_id)
    return session.scalar(found.where(Upload.public_id.in_(uploads))) or 0


def _count(session: Session, channel_id: int, more: int) -> None:
    """Add to what a channel holds; the channel's row is taken by whoever changes its messages."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(ChannelFiles).values(channel_id=channel_id, total_bytes=more)
    total = ChannelFiles.total_bytes + more
    session.execute(row.on_conflict_do_update(index_elements=["channel_id"], set_={"total_bytes": total}))


def _channel_of(entry: Entry) -> int:
    if entry.place is None:
        raise RuntimeError("the entry has not been admitted")
    return entry.place.channel_id
