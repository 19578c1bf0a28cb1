"""What happens to uploads in the database: begin, take a piece in, keep the whole, give up. No bytes pass through here."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..accounts.models import Person
from ..core import clock
from ..core.errors import Conflict, RateLimited
from ..core.i18n import _
from ..core.viewer import Viewer
from . import queries
from .kinds import kind_named
from .models import StoredFile, Upload, UploadPart
from .rules import KEEP_UPLOADS, UPLOADS_BYTES, UPLOADS_LIMIT, clean_name, clean_size
from .shapes import Blob, UploadView


def begin(session: Session, viewer: Viewer, name: object, size: object) -> UploadView:
    """Announce a file of `size` bytes. Raises Invalid, TooLarge; RateLimited while too much of theirs lies unused."""
    cleaned = clean_name(name)
    kind_named(cleaned)
    row = Upload(person_id=viewer.person_id, name=cleaned, size=clean_size(size))
    row.expires_at = clock.now() + KEEP_UPLOADS
    _require_room(session, viewer, row.size)
    session.add(row)
    session.flush()
    return queries.view_of(row)


def advance(session: Session, viewer: Viewer, public_id: str, begins: int, length: int, storage_key: str) -> UploadView:
    """A piece of `length` bytes that begins at `begins` is safe under `storage_key`.

    Raises Conflict when another piece has come there first: whoever comes second has changed nothing.
    """
    row = queries.own(session, viewer, public_id)
    moved = session.execute(
        update(Upload)
        .where(Upload.id == row.id, Upload.received == begins, Upload.file_id.is_(None))
        .values(received=begins + length, expires_at=clock.now() + KEEP_UPLOADS)
        .returning(Upload.id)
        .execution_options(synchronize_session=False)
    ).first()
    if moved is None:
        raise elsewhere()
    session.add(UploadPart(upload_id=row.id, begins=begins, storage_key=storage_key))
    session.flush()
    session.refresh(row)
    return queries.view_of(row)


def parts_of(session: Session, viewer: Viewer, public_id: str) -> list[str]:
    """Where the pieces of an upload lie, in their order."""
    row = queries.own(session, viewer, public_id)
    found = select(UploadPart.storage_key).where(UploadPart.upload_id == row.id).order_by(UploadPart.begins)
    return list(session.scalars(found))


def note_content(session: Session, viewer: Viewer, public_id: str, sha256: str) -> bool:
    """Note what the upload holds before its bytes are stored; returns whether these bytes are stored already."""
    queries.own(session, viewer, public_id, for_update=True).sha256 = sha256
    return session.scalar(select(StoredFile.id).where(StoredFile.sha256 == sha256)) is not None


def keep(session: Session, viewer: Viewer, public_id: str, blob: Blob, *, is_stored: bool) -> UploadView | None:
    """The upload is whole: let it stand for its content, each content once; the row's `storage_key` says under which key.

    None when the content is nowhere, neither under a row nor, as `is_stored` says, at `blob.storage_key`: it has been
    tidied away meanwhile. A row that somebody else has just made is waited for.
    """
    row = queries.own(session, viewer, public_id, for_update=True)
    if is_stored and row.file_id is None:
        session.execute(_insert_once(session, blob))
    kept = session.scalar(select(StoredFile).where(StoredFile.sha256 == blob.sha256))
    if kept is None:
        return None
    row.file_id = row.file_id or kept.id
    session.execute(delete(UploadPart).where(UploadPart.upload_id == row.id))
    session.flush()
    return queries.view_of(row)


def give_up(session: Session, viewer: Viewer, public_id: str) -> str | None:
    """Forget an upload; returns the content that it had announced, whose bytes may lie about."""
    row = queries.own(session, viewer, public_id, for_update=True)
    session.execute(delete(UploadPart).where(UploadPart.upload_id == row.id))
    session.delete(row)
    return row.sha256


def elsewhere() -> Conflict:
    """The refusal of a piece that does not begin where the upload stands."""
    return Conflict(_("上传的位置与服务器不一致，请先查询已传多少，再从那里继续。"))


def _insert_once(session: Session, blob: Blob):  # type: ignore[no-untyped-def] # noqa: ANN202 (one of two dialects')
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {
        "sha256": blob.sha256,
        "size": blob.size,
        "media_type": blob.media_type,
        "storage_key": blob.storage_key,
        "width": blob.width,
        "height": blob.height,
        "created_at": clock.now(),
    }
    return dialect.insert(StoredFile).values(values).on_conflict_do_nothing(index_elements=["sha256"])


def _require_room(session: Session, viewer: Viewer, size: int) -> None:
    """RateLimited above UPLOADS_LIMIT or UPLOADS_BYTES; the person's row puts their own requests in line."""
    session.execute(select(Person.id).where(Person.id == viewer.person_id).with_for_update(key_share=True))
    count, total = session.execute(
        select(func.count(), func.coalesce(func.sum(Upload.size), 0)).where(Upload.person_id == viewer.person_id)
    ).one()
    if count >= UPLOADS_LIMIT or total + size > UPLOADS_BYTES:
        raise RateLimited(_("您有太多文件上传后没有发出。请先发送或删去一些，再传新的。"), retry_in_seconds=60)
