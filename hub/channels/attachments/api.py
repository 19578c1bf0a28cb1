"""The API's doors to files of messages; their bytes are at the `url` that each has."""

from flask import Blueprint, request

from ...core.db import reading
from ...core.viewer import Viewer
from ...web.api import api_route
from ...web.viewer import current_viewer
from ..queries.entering import enter
from ..wire.files import FileList, FileRef, FilesQuery, file_list, file_ref
from . import queries

attachments_api = Blueprint("attachments_api", __name__)


@attachments_api.before_request
def ask_policy() -> None:
    """Refuse outsiders before a word of the request is read."""
    if channel := (request.view_args or {}).get("channel"):
        with reading() as session:
            enter(session, current_viewer(), channel)


@api_route(attachments_api, "GET", "/channels/<channel>/files", rule="channel.read", answer=FileList, query=FilesQuery)
def list_files(viewer: Viewer, channel: str, query: FilesQuery) -> FileList:
    """List the files of a channel, newest first."""
    with reading() as session:
        return file_list(queries.of_channel(session, viewer, channel, query.before, query.limit))


@api_route(attachments_api, "GET", "/files/<file>", rule="channel.read", answer=FileRef)
def get_file(viewer: Viewer, file: str) -> FileRef:
    """Ask what a file is; its bytes are at its `url`, with the same token."""
    with reading() as session:
        return file_ref(queries.file(session, viewer, file)[0])
