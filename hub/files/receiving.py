"""An upload's way: piece by piece into the storage, each named in the database before it counts, then checked and kept whole.

What is cut off is continued where it stands, whatever was cut: the line, this process, or the database. Each step can be
done again, by anybody, at any time; two that do it at once leave what one would have left.
"""

import hashlib
import secrets
import threading

from sqlalchemy.exc import IntegrityError

from ..core.db import reading, transaction
from ..core.errors import HubError, Invalid, TooLarge, Unavailable
from ..core.i18n import _, current_locale, speaking
from ..core.offload import offload
from ..core.viewer import Viewer
from . import actions, images, queries, storage
from .kinds import require_right
from .rules import CHUNK_LIMIT, MEGABYTE
from .shapes import Blob, UploadView

TRIES = 3
_WHOLE = threading.BoundedSemaphore(4)
"""How many uploads of this process lie in memory whole at one time."""


def receive(viewer: Viewer, upload_id: str, begins: int, data: bytes) -> UploadView:
    """Take a piece in that begins at `begins`; after the last one the upload is checked and kept.

    An empty piece at the end does only the latter, for whoever was cut off there. Raises NotFound; Conflict when the
    upload stands elsewhere; TooLarge; Invalid, and then it is gone, when it is not what it claims to be; Unavailable.
    """
    with reading() as session:
        now = queries.upload(session, viewer, upload_id)
    if begins != now.received:
        raise actions.elsewhere()
    if len(data) > CHUNK_LIMIT:
        raise TooLarge(_("每次最多上传 %(mb)d MB，请分成小块。", mb=CHUNK_LIMIT // MEGABYTE))
    if begins + len(data) > now.size:
        raise Invalid(_("传来的内容比声明的大小多，请重新选择这个文件。"))
    if data:
        now = _take(viewer, upload_id, begins, data)
    return _finish(viewer, now) if now.received == now.size and not now.is_ready else now


def take_whole(viewer: Viewer, name: str, data: bytes) -> UploadView:
    """A file that came in one piece (a form without script); raises as `actions.begin` and `receive`."""
    with transaction() as session:
        now = actions.begin(session, viewer, name, len(data))
    try:
        for begins in range(0, len(data), CHUNK_LIMIT):
            now = receive(viewer, now.public_id, begins, data[begins : begins + CHUNK_LIMIT])
    except HubError:
        with_nothing_left(viewer, now.public_id)
        raise
    return now


def give_up(viewer: Viewer, upload_id: str) -> None:
    """Forget an upload of the viewer's with all its bytes; NotFound."""
    with transaction() as session:
        sha256 = actions.give_up(session, viewer, upload_id)
    sweep(upload_id, sha256)


def with_nothing_left(viewer: Viewer, upload_id: str) -> None:
    """As `give_up`, for what may be gone already."""
    try:
        give_up(viewer, upload_id)
    except HubError:
        return


def key_of(sha256: str, upload_id: str) -> str:
    """Where an upload's content is stored, if it is the first with it.

    It ends in the upload's own id: what is deleted under a key can never be what somebody else has just stored.
    """
    return f"files/{sha256[:2]}/{sha256}-{upload_id}"


def sweep(upload_id: str, sha256: str | None) -> None:
    """Delete the bytes of an upload that is no more: its pieces, and its content unless a row stands for that key."""
    place = storage.storage()
    for key in place.keys(f"parts/{upload_id}/"):
        place.delete(key)
    if sha256 is not None:
        _delete_unless_kept(key_of(sha256, upload_id))


def _take(viewer: Viewer, upload_id: str, begins: int, data: bytes) -> UploadView:
    key = f"parts/{upload_id}/{begins:08}-{secrets.token_hex(8)}"  # never another's: whoever comes second must not overwrite
    storage.storage().put(key, data)
    try:
        with transaction() as session:
            return actions.advance(session, viewer, upload_id, begins, len(data), key)
    except HubError:
        storage.storage().delete(key)
        raise


def _finish(viewer: Viewer, now: UploadView) -> UploadView:
    """Check the whole, and keep it."""
    upload_id = now.public_id
    with _WHOLE:
        with reading() as session:
            parts = actions.parts_of(session, viewer, upload_id)
        try:
            data = b"".join(map(storage.read, parts))
        except FileNotFoundError:
            data = b""
        if len(data) != now.size:
            return _finished_by_another(viewer, upload_id)
        try:
            whole = offload(_checked, now.name, data, upload_id, current_locale())
        except Invalid:
            with_nothing_left(viewer, upload_id)
            raise
        kept = _keep(viewer, upload_id, *whole)
    sweep(upload_id, whole[0].sha256)
    return kept


def _checked(name: str, data: bytes, upload_id: str, locale: str) -> tuple[Blob, bytes, bytes | None]:
    """What is to be kept of a file, and its preview; Invalid, in this language."""
    with speaking(locale):
        kind = require_right(name, data)
        preview, width, height = None, None, None
        if kind.look == "image":
            picture = images.redraw(data, kind.media_type)
            data, preview, width, height = picture.data, picture.preview, picture.width, picture.height
    sha256 = hashlib.sha256(data).hexdigest()
    return Blob(sha256, len(data), kind.media_type, key_of(sha256, upload_id), width, height), data, preview


def _keep(viewer: Viewer, upload_id: str, blob: Blob, data: bytes, preview: bytes | None) -> UploadView:
    """Store the bytes unless they are there, and have the upload stand for them."""
    with transaction() as session:
        is_there = actions.note_content(session, viewer, upload_id, blob.sha256)
    for _try in range(TRIES):
        if not is_there:
            storage.storage().put(blob.storage_key, data)
            if preview is not None:
                storage.storage().put(blob.preview_key, preview)
        kept = _kept(viewer, upload_id, blob, is_stored=not is_there)
        if kept is not None:
            return kept
        is_there = False
    raise Unavailable(_("没有完成，请稍后重试。"))


def _kept(viewer: Viewer, upload_id: str, blob: Blob, *, is_stored: bool) -> UploadView | None:
    """As `actions.keep`; None too when the content's row is deleted between being found and being referred to."""
    try:
        with transaction() as session:
            return actions.keep(session, viewer, upload_id, blob, is_stored=is_stored)
    except IntegrityError:
        return None


def _finished_by_another(viewer: Viewer, upload_id: str) -> UploadView:
    """Somebody else finishes the same upload: what they have made of it, or NotFound; Unavailable while they are at it."""
    with reading() as session:
        now = queries.upload(session, viewer, upload_id)
    if not now.is_ready:
        raise Unavailable(_("文件还在检查中，请稍后再查询。"))
    return now


def _delete_unless_kept(key: str) -> None:
    with reading() as session:
        is_kept = queries.is_kept(session, key)
    if not is_kept:
        storage.storage().delete(key)
        storage.storage().delete(f"{key}.preview")
