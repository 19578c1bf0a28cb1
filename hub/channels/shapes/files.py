"""Files of messages as everybody in the channel sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

SHOWN_WIDTH, SHOWN_HEIGHT = 320, 200
"""CSS pixels that the preview of an image takes in a conversation, at most."""


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
    def size_text(self) -> str:
        """Its size as people read it: 340 KB, 2.4 MB."""
        return size_text(self.size)

    @property
    def extension(self) -> str:
        """PDF, DOCX, …: what people call its kind."""
        return self.name.rpartition(".")[2].upper()

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height of an image's preview where it is drawn, so that nothing moves when it comes."""
        width, height = self.width or 1, self.height or 1
        scale = min(1.0, SHOWN_WIDTH / width, SHOWN_HEIGHT / height)
        return max(1, round(width * scale)), max(1, round(height * scale))

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


def size_text(size: int) -> str:
    """So many bytes as people read them: 340 KB, 2.4 MB."""
    kilobytes = max(1, round(size / 1024))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1024 / 1024:.1f} MB"
