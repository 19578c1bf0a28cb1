"""Files that a form without script brings: in one piece each, and once only however often the form is refused."""

from flask import request

from ...core.db import reading
from ...core.errors import HubError, Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from ...files import queries, receiving
from ...files.rules import FILE_LIMIT
from ...files.shapes import UploadView
from ..attachments.rules import FILES_LIMIT


def given_before(viewer: Viewer, ids: list[str]) -> list[UploadView]:
    """The uploads that an earlier try of the form has left, without those that are gone."""
    found = []
    with reading() as session:
        for public_id in ids[:FILES_LIMIT]:
            try:
                found.append(queries.upload(session, viewer, public_id))
            except HubError:
                continue
    return found


def take_files(viewer: Viewer, came: list[UploadView]) -> None:
    """Take in what the form brings and add it to `came`; Invalid or TooLarge for the first that is refused."""
    brought = [file for file in request.files.getlist("files") if file.filename]
    if len(brought) + len(came) > FILES_LIMIT:
        raise Invalid(_("一条消息最多带 %(limit)d 个文件，请分几条发送。", limit=FILES_LIMIT), field="files")
    for file in brought:
        came.append(receiving.take_whole(viewer, file.filename or "", file.read(FILE_LIMIT + 1)))
