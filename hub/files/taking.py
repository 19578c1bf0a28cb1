"""Finished uploads that something takes up: a paper of a consultation, a report on a follow-up."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..core.errors import Invalid
from ..core.i18n import _
from ..core.viewer import Viewer
from .models import Upload


def taken(session: Session, viewer: Viewer, wanted: tuple[str, ...]) -> list[Upload]:
    """The viewer's own uploads (public ids) in this order, held in one order against deadlocks.

    Raises Invalid (field `files`) for one that is not there, or not whole.
    """
    if not wanted:
        return []
    found = select(Upload).where(Upload.public_id.in_(wanted), Upload.person_id == viewer.person_id)
    rows = list(session.scalars(found.order_by(Upload.id).with_for_update().execution_options(populate_existing=True)))
    if len(rows) < len(set(wanted)) or any(row.file_id is None for row in rows):
        raise Invalid(_("有的文件不在了，或者还没有传完，请重新选择。"), field="files")
    return sorted(rows, key=lambda row: wanted.index(row.public_id))


def forget(session: Session, uploads: list[Upload]) -> None:
    """They are uploads no longer, now that something refers to what they held."""
    if uploads:
        gone = delete(Upload).where(Upload.id.in_([upload.id for upload in uploads]))
        session.execute(gone.execution_options(synchronize_session=False))
