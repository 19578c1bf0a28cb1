"""Files of messages, and the list of a channel's files."""

from datetime import datetime
from typing import Any

from pydantic import Field

from ...web.api import Answer, Query
from ..shapes import FileEntry, FilePage, FileView


class FileRef(Answer):
    """A file of a message. `url` gives its bytes, `preview_url` an image's small picture; both ask for the same token."""

    id: str
    name: str
    size: int
    media_type: str
    width: int | None
    height: int | None
    url: str
    preview_url: str | None


class FileAnswer(FileRef):
    """A file with the message that it hangs on, who sent it and when."""

    message: str
    seq: int
    author: str
    unit: str
    posted_at: datetime


class FileList(Answer):
    """Files of a channel, newest first; ask again with `before` for the next ones, while it is not null."""

    files: list[FileAnswer]
    before: str | None


class FilesQuery(Query):
    """Which files: those sent before one of them."""

    before: str | None = None
    limit: int = Field(default=30, ge=1, le=100)


def file_ref(file: FileView) -> FileRef:
    """A file as programs get it."""
    return FileRef(**_fields(file))


def file_list(page: FilePage) -> FileList:
    """A page of a channel's files."""
    return FileList(files=[_answer(entry) for entry in page.entries], before=page.before)


def _answer(entry: FileEntry) -> FileAnswer:
    return FileAnswer(
        **_fields(entry.file),
        message=entry.message,
        seq=entry.seq,
        author=entry.author_name,
        unit=entry.unit_name,
        posted_at=entry.posted_at,
    )


def _fields(file: FileView) -> dict[str, Any]:
    return {
        "id": file.public_id,
        "name": file.name,
        "size": file.size,
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
        "url": file.url,
        "preview_url": file.preview_url if file.is_image else None,
    }
