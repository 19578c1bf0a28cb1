"""Files to look at and to take home: served to members of the channel alone, as of this very moment; and the list of them."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from flask import Response, render_template, request
from werkzeug.http import quote_etag
from werkzeug.wrappers import Response as Answer

from ...core.db import reading
from ...core.errors import Unavailable
from ...core.i18n import _
from ...files import storage
from ...files.images import PREVIEW_TYPE
from ...files.shapes import Blob
from ...web.doors import door
from ...web.headers import may_be_kept
from ...web.viewer import current_viewer
from .. import queries as channel_queries
from ..queries.entering import nothing_here
from ..shapes import FileEntry, FileView
from ..views import channels
from . import queries

SANDBOX = "sandbox; default-src 'none'"
"""Whatever is in a file, a browser that opens it runs none of it."""


NEWEST = 3
"""Files that the panel beside a conversation shows."""


@channels.app_context_processor
def _panel() -> dict[str, Callable[[str], list[FileEntry]]]:
    return {"newest_files": newest_files}


def newest_files(channel_id: str) -> list[FileEntry]:
    """The newest files of a channel of the viewer's; NotFound."""
    with reading() as session:
        return queries.of_channel(session, current_viewer(), channel_id, limit=NEWEST).entries


@channels.get("/files/<file_id>/view", endpoint="file_view")
@door("channel.read")
def view(file_id: str) -> Answer:
    """The whole image, to be shown; NotFound for what is none."""
    file, blob = _open(file_id)
    if not file.is_image:
        raise nothing_here()
    return served(file, blob, shown=True)


@channels.get("/files/<file_id>/preview", endpoint="file_preview")
@door("channel.read")
def preview(file_id: str) -> Answer:
    """An image's small picture; NotFound for what has none."""
    file, blob = _open(file_id)
    if not blob.has_preview:
        raise nothing_here()
    response = _bytes(blob.preview_key, blob.sha256 + "-preview", _size(blob.preview_key))
    return _harmless(response, file, PREVIEW_TYPE, shown=True)


@channels.get("/files/<file_id>/<name>", endpoint="file")
@door("channel.read")
def download(file_id: str, name: str) -> Answer:  # noqa: ARG001 (the name is for whoever saves the address)
    """A file's bytes, to be saved under its name; the whole or a range."""
    return served(*_open(file_id), shown=False)


@channels.get("/channels/<channel_id>/files", endpoint="files")
@door("channel.read")
def listed(channel_id: str) -> str:
    """The files of a channel, newest first, `?before=` one of them."""
    viewer = current_viewer()
    with reading() as session:
        page = queries.of_channel(session, viewer, channel_id, request.args.get("before") or None)
        entry = channel_queries.channel_page(session, viewer, channel_id).entry
    return render_template("channels/files.html", entry=entry, files=page.entries, before=page.before)


def _open(file_id: str) -> tuple[FileView, Blob]:
    with reading() as session:
        return queries.file(session, current_viewer(), file_id)


def served(file: FileView, blob: Blob, *, shown: bool) -> Answer:
    """The bytes of a file for whoever may have it, to look at or to be saved; the whole or the range that is asked for."""
    return _harmless(_bytes(blob.storage_key, blob.sha256, blob.size), file, file.media_type, shown=shown)


def _bytes(key: str, etag: str, size: int) -> Response:
    """What lies under `key`: the whole, the one range that is asked for, or only that it is still the same."""
    if request.if_none_match.contains(etag):
        return Response(status=304, headers={"ETag": quote_etag(etag)})
    start, end, status = 0, size, 200
    asked = request.range
    is_current = "If-Range" not in request.headers or request.if_range.etag == etag
    if asked is not None and is_current and asked.units == "bytes" and len(asked.ranges) == 1:
        found = asked.range_for_length(size)
        if found is None:
            return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
        (start, end), status = found, 206
    response = Response(_pieces(key, start, end - start), status=status)
    response.headers["ETag"] = quote_etag(etag)
    response.headers["Accept-Ranges"] = "bytes"
    response.content_length = end - start
    if status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _pieces(key: str, start: int, length: int) -> Iterator[bytes]:
    try:
        return storage.storage().open(key, start, length)
    except FileNotFoundError as error:
        raise Unavailable(_("文件暂时取不到，请稍后重试；反复出现请联系系统管理员。")) from error


def _size(key: str) -> int:
    try:
        return storage.storage().size(key)
    except FileNotFoundError as error:
        raise Unavailable(_("文件暂时取不到，请稍后重试；反复出现请联系系统管理员。")) from error


def _harmless(response: Response, file: FileView, media_type: str, *, shown: bool) -> Answer:
    """With the headers of docs/security.md: nothing guesses what it is, nothing in it runs, nobody else keeps it."""
    may_be_kept()
    response.mimetype = media_type
    how, name = "inline" if shown else "attachment", quote(file.name, safe="")
    response.headers["Content-Disposition"] = f"{how}; filename=\"{file.public_id}\"; filename*=UTF-8''{name}"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
