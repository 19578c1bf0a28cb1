"""The doors for uploads, for programs and for the pages' script: announce, ask where it stands, go on, give up.

In the manner of tus (https://tus.io): the position goes in `Upload-Offset`, a piece that begins elsewhere is refused.
"""

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import ClientDisconnected, HTTPException

from ..core.db import reading, transaction
from ..core.errors import Invalid, TooLarge
from ..core.i18n import _
from ..core.viewer import Viewer
from ..web.api import api_route
from . import actions, queries, receiving
from .policy import OWN
from .rules import CHUNK_LIMIT, MEGABYTE
from .shapes import UploadView
from .wire import NewUpload, UploadAnswer, UploadList, upload_answer

files_api = Blueprint("files_api", __name__)
READ_BYTES = 4096
"""What is lost at most when the line is cut: the server gives nothing of a read that breaks off."""
OFFSET = "Upload-Offset"


@api_route(files_api, "POST", "/uploads", rule="content", answer=UploadAnswer, body=NewUpload, statuses=(201,))
def begin_upload(viewer: Viewer, body: NewUpload) -> tuple[UploadAnswer, int]:
    """Announce a file; then send its bytes in pieces."""
    with transaction() as session:
        upload = actions.begin(session, viewer, body.name, body.size)
    return _answer(upload), 201


@api_route(files_api, "GET", "/uploads", rule="content", answer=UploadList)
def list_uploads(viewer: Viewer) -> UploadList:
    """List your uploads that no message has taken up."""
    with reading() as session:
        return UploadList(uploads=[upload_answer(one) for one in queries.uploads(session, viewer)])


@api_route(files_api, "GET", "/uploads/<upload>", rule=OWN, answer=UploadAnswer)
def get_upload(viewer: Viewer, upload: str) -> UploadAnswer:
    """Ask where an upload stands; HEAD tells it by Upload-Offset and Upload-Length alone."""
    with reading() as session:
        return _answer(queries.upload(session, viewer, upload))


@api_route(
    files_api,
    "PATCH",
    "/uploads/<upload>",
    rule=OWN,
    answer=UploadAnswer,
    takes_bytes=True,
    headers=(OFFSET,),
)
def continue_upload(viewer: Viewer, upload: str) -> UploadAnswer:
    """Send a piece, at most 1 MB, that begins at Upload-Offset; 409 when the upload stands elsewhere."""
    with reading() as session:
        queries.upload(session, viewer, upload)  # nothing of the piece is read for somebody else
    return _answer(receiving.receive(viewer, upload, _offset(), _piece()))


@api_route(files_api, "DELETE", "/uploads/<upload>", rule=OWN, statuses=(204,))
def give_up_upload(viewer: Viewer, upload: str) -> None:
    """Give an upload up, with all its bytes."""
    receiving.give_up(viewer, upload)


@files_api.after_request
def tell_place(response: Response) -> Response:
    """Say in the headers where the upload stands that was asked for."""
    upload: UploadView | None = g.get("upload")
    if upload is not None:
        response.headers[OFFSET] = str(upload.received)
        response.headers["Upload-Length"] = str(upload.size)
    return response


def _answer(upload: UploadView) -> UploadAnswer:
    g.upload = upload
    return upload_answer(upload)


def _offset() -> int:
    text = request.headers.get(OFFSET, "")
    if not text.isascii() or not text.isdecimal() or len(text) > 10:
        raise Invalid(_("请求头 Upload-Offset 应为不小于 0 的整数。"), field=OFFSET)
    return int(text)


def _piece() -> bytes:
    """The request's body; what has arrived of it when the line is cut, which is safe to keep: the next piece goes on there."""
    if (request.content_length or 0) > CHUNK_LIMIT:
        raise TooLarge(_("每次最多上传 %(mb)d MB，请分成小块。", mb=CHUNK_LIMIT // MEGABYTE))
    request.max_content_length = CHUNK_LIMIT + 1
    taken = bytearray()
    try:
        while piece := request.stream.read(READ_BYTES):
            taken += piece
    except (OSError, HTTPException) as error:
        if not taken:
            raise ClientDisconnected from error
    return bytes(taken[: CHUNK_LIMIT + 1])
