"""What the store of files forgets in time: uploads that nobody finished or took up, content that nothing refers to."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..core.db import transaction
from . import receiving, storage
from .models import StoredFile, Upload

AT_ONCE = 200
_references: list[InstrumentedAttribute[int]] = []


def refers(column: InstrumentedAttribute[int]) -> None:
    """Tell that `column`, of a floor above, refers to stored files; what is referred to stays."""
    if column not in _references:
        _references.append(column)


def forget_uploads(now: datetime) -> int:
    """Delete the uploads that have expired by `now`, and their bytes; returns how many."""
    with transaction() as session:
        found = select(Upload).where(Upload.expires_at < now).order_by(Upload.id).limit(AT_ONCE)
        expired = [(row, row.public_id, row.sha256) for row in session.scalars(_claimed(session, found))]
        for row, _public_id, _sha256 in expired:
            session.delete(row)
    for _row, public_id, sha256 in expired:
        receiving.sweep(public_id, sha256)
    return len(expired)


def forget_files(before: datetime) -> int:
    """Delete stored files that were there before the instant `before` and that nothing refers to; returns how many.

    The rows go first: whoever finds a row may rely on its bytes, and new bytes never lie under an old key.
    """
    with transaction() as session:
        old = select(StoredFile).where(StoredFile.created_at < before, ~_is_referred_to())
        candidates = list(session.scalars(_claimed(session, old.order_by(StoredFile.id).limit(AT_ONCE))))
        ids = [row.id for row in candidates]
        still = set(session.scalars(select(StoredFile.id).where(StoredFile.id.in_(ids), ~_is_referred_to())))
        gone = [row for row in candidates if row.id in still]
        keys = [row.storage_key for row in gone]
        for row in gone:
            session.delete(row)
    for key in keys:
        storage.storage().delete(key)
        storage.storage().delete(f"{key}.preview")
    return len(keys)


def _is_referred_to() -> ColumnElement[bool]:
    found: ColumnElement[bool] = exists().where(Upload.file_id == StoredFile.id)
    for column in _references:
        found = found | exists().where(column == StoredFile.id)
    return found


def _claimed(session: Session, found):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 (a select of either table)
    """Rows that nobody else is about to use; SQLite has one writer anyway."""
    return found.with_for_update(skip_locked=True) if session.get_bind().dialect.name == "postgresql" else found
