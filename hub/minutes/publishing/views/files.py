"""The minutes as files, in the official format: Word, and PDF."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

from flask import Response

from ....core.db import reading, transaction
from ....core.offload import offload
from ....documents.official import docx, pdf
from ....documents.official.tree import OfficialDocument
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import actions
from . import publishing

TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}


@publishing.get("/minutes/<minutes_id>/file.docx")
@door("minutes.read")
def word_file(minutes_id: str) -> Response:
    """DOCX; taking it is written into the trail."""
    return _file(minutes_id, "docx", _word)


@publishing.get("/minutes/<minutes_id>/file.pdf")
@door("minutes.read")
def pdf_file(minutes_id: str) -> Response:
    """PDF; taking it is written into the trail."""
    return _file(minutes_id, "pdf", pdf.write)


def _word(document: OfficialDocument) -> bytes:
    file = BytesIO()
    docx.write(document, file)
    return file.getvalue()


def _file(minutes_id: str, form: str, write: Callable[[OfficialDocument], bytes]) -> Response:
    """Written off the loop, outside of any transaction; nobody has taken what could not be written."""
    viewer = current_viewer()
    with reading() as session:
        title, document = actions.copy_of(session, viewer, minutes_id)
    written = offload(write, document)
    with transaction() as session:
        actions.note_taken(session, viewer, minutes_id, form)
    name = quote(f"{title}.{form}", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(written, mimetype=TYPES[form], headers=headers)
