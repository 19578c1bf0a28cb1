"""Bringing a document in: upload or paste, read it aside, and go on to the draft."""

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...accounts.queries import directory
from ...core.db import reading, transaction
from ...core.errors import HubError, Invalid
from ...core.i18n import _, current_locale
from ...core.offload import offload
from ...web.doors import door
from ...web.sizes import takes_text
from ...web.viewer import current_viewer
from .. import actions, queries
from ..names import known_from
from ..reading import read_document
from . import plan as pages

MAX_PASTE_BYTES = 8 * 1024 * 1024
"""A pasted document; Flask would refuse more than 500 kB, which is some hundred pages."""


@pages.get("/plans/import")
@door("office")
def new_import() -> Response:
    """Ask for a file or a text."""
    return _page()


@pages.post("/plans/import")
@door("office")
@takes_text(MAX_PASTE_BYTES)
def read_upload() -> Response:
    """Read what was sent and keep it as a draft; what cannot be read is told, and a pasted text stays."""
    text = request.form.get("text", "")
    file = request.files.get("file")
    try:
        source, filename = _source(text, file.filename or "" if file else "", file.read() if file else b"")
        with reading() as session:
            names = known_from(directory(session)).names
        held = offload(read_document, source, filename, names, current_locale())
    except HubError as error:
        return _page(error.message, text, 422)
    with transaction() as session:
        draft = actions.start_draft(session, current_viewer(), filename or _("粘贴的文本"), held)
    return redirect(url_for("plan.draft", draft_id=draft.public_id))


def _source(text: str, filename: str, content: bytes) -> tuple[bytes | str, str]:
    """What to read, and the name it came under; a file goes before a text."""
    if filename:
        return content, filename
    if not text.strip():
        raise Invalid(_("请选择文件，或者把工作要点的文字粘贴到框里。"))
    return text, ""


def _page(error: str = "", text: str = "", status: int = 200) -> Response:
    with reading() as session:
        waiting = queries.drafts(session, current_viewer())
    page = render_template("plan/import.html", error=error, text=text, drafts=waiting)
    return current_app.make_response((page, status))
