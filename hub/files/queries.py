"""Reads of uploads and of stored bytes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..core.policy import require
from ..core.viewer import Viewer
from .models import StoredFile, Upload
from .policy import OWN
from .rules import clean_upload_id
from .shapes import Blob, UploadView


def upload(session: Session, viewer: Viewer, public_id: str) -> UploadView:
    """An upload of the viewer's; NotFound."""
    return view_of(own(session, viewer, public_id))


def own(session: Session, viewer: Viewer, public_id: str, *, for_update: bool = False) -> Upload:
    """The row of an upload of the viewer's, taken for change where asked; NotFound."""
    wanted = select(Upload).where(Upload.public_id == clean_upload_id(public_id))
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(wanted)
    require(session, viewer, OWN, found)
    if found is None:
        raise LookupError(public_id)  # the rule has refused it already
    return found


def uploads(session: Session, viewer: Viewer) -> list[UploadView]:
    """What the viewer has begun to upload and nothing has taken up, oldest first."""
    found = select(Upload).where(Upload.person_id == viewer.person_id).order_by(Upload.id)
    return [view_of(row) for row in session.scalars(found)]


def view_of(row: Upload) -> UploadView:
    """An upload as its owner sees it."""
    return UploadView(row.public_id, row.name, row.size, row.received, row.file_id is not None, row.expires_at)


def blob_of(row: StoredFile) -> Blob:
    """Stored bytes as a value."""
    return Blob(row.sha256, row.size, row.media_type, row.storage_key, row.width, row.height)


def is_kept(session: Session, storage_key: str) -> bool:
    """Whether a stored file stands for what lies under this key."""
    return session.scalar(select(StoredFile.id).where(StoredFile.storage_key == storage_key)) is not None
