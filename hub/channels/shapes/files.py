"""Files of messages as everybody in the channel sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a message. `look` is its icon; an image has `width` and `height` in pixels, and a preview."""

    public_id: str
    name: str
    size: int
    media_type: str
    look: str
    width: int | None
    height: int | None

    @property
    def url(self) -> str:
        """Where it is downloaded; the name at the end is for those who save it by hand."""
        return f"/files/{self.public_id}/{quote(self.name, safe='')}"

    @property
    def view_url(self) -> str:
        """Where the whole image is shown."""
        return f"/files/{self.public_id}/view"

    @property
    def preview_url(self) -> str:
        """Where the small image is."""
        return f"/files/{self.public_id}/preview"

    @property
    def is_image(self) -> bool:
        """Whether it is shown as a picture."""
        return self.width is not None


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A line of a channel's files: the file, who sent it for which unit, when, and the message that it hangs on."""

    file: FileView
    message: str
    seq: int
    author_name: str
    unit_name: str
    posted_at: datetime


class FilePage(NamedTuple):
    """A page of a channel's files, newest first; `before` is where the next one begins, None at the end."""

    entries: list[FileEntry]
    before: str | None
