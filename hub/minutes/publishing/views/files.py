"""The minutes as a Word file."""

from io import BytesIO
from urllib.parse import quote

from flask import Response

from ....core.db import transaction
from ....documents.official import docx
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import actions
from . import publishing

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@publishing.get("/minutes/<minutes_id>/file.docx")
@door("minutes.read")
def word_file(minutes_id: str) -> Response:
    """DOCX, in the official format; taking it is written into the trail."""
    with transaction() as session:
        title, document = actions.take(session, current_viewer(), minutes_id, "docx")
    file = BytesIO()
    docx.write(document, file)
    name = quote(f"{title}.docx", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(file.getvalue(), mimetype=WORD, headers=headers)
