"""What programs send and get about uploads."""

from datetime import datetime

from ..web.api import Answer, Asked
from .shapes import UploadView


class NewUpload(Asked):
    """A file that is about to come: its name with the extension, and how many bytes it has."""

    name: str
    size: int


class UploadAnswer(Answer):
    """An upload of yours. `offset` bytes are safe: go on from there. Name its `id` in a message once it `is_ready`."""

    id: str
    name: str
    size: int
    offset: int
    is_ready: bool
    expires_at: datetime


class UploadList(Answer):
    """What you have begun to upload and no message has taken up, oldest first."""

    uploads: list[UploadAnswer]


def upload_answer(upload: UploadView) -> UploadAnswer:
    """An upload as its owner's program gets it."""
    return UploadAnswer(
        id=upload.public_id,
        name=upload.name,
        size=upload.size,
        offset=upload.received,
        is_ready=upload.is_ready,
        expires_at=upload.expires_at,
    )
