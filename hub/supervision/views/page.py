"""The page of one follow-up, the same beside the register, and a file of its reports."""

from typing import Any
from uuid import uuid4

from flask import render_template
from werkzeug.wrappers import Response

from ...accounts.queries import directory
from ...channels.attachments.rules import FILES_LIMIT
from ...channels.attachments.views import served
from ...core import clock
from ...core.db import reading
from ...files.kinds import ACCEPT
from ...files.rules import FILE_LIMIT
from ...issues.rules import LONGEST
from ...issues.views.page import Written
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import allowed
from ..rules import REASON_LIMIT, TEXT_LIMIT
from ..sheet import report_file, sheet
from . import supervision


@supervision.get("/follow-ups/<follow_up>")
@door("follow_up.read")
def follow_up(follow_up: str) -> str:
    """A follow-up: what was decided, where it stands, who will be told when, what happened, and what may be done."""
    return draw(follow_up)


@supervision.get("/follow-ups/<follow_up>/beside")
@door("follow_up.read")
def beside(follow_up: str) -> str:
    """The follow-up as it stands beside the register: to read, and to take up."""
    return draw(follow_up, template="supervision/_sheet.html")


@supervision.get("/follow-ups/files/<follow_up_file>/<name>", endpoint="file")
@door("follow_up.read")
def brought(follow_up_file: str, name: str) -> Response:  # noqa: ARG001 (the name is for whoever saves the address)
    """A file's bytes, to be saved under its name; the whole or a range."""
    with reading() as session:
        found = report_file(session, current_viewer(), follow_up_file)
    return served(*found, shown=False)


def draw(number: str, written: Written | None = None, template: str = "supervision/follow_up.html") -> str:
    """The page, with a form that was refused as it was; NotFound."""
    with reading() as session:
        found = sheet(session, current_viewer(), number)
        units = directory(session).active_units()
    return render_template(template, choices=units, **_values(found, written or Written()))


def _values(found: Any, written: Written) -> dict[str, Any]:
    today = clock.today()
    return {
        "sheet": found,
        "card": found.card,
        "may": allowed.acts(found.allowed),
        "written": written,
        "client_id": str(uuid4()),
        "accept": ACCEPT,
        "file_limit": FILE_LIMIT,
        "files_limit": FILES_LIMIT,
        "today": today,
        "latest": today + LONGEST,
        "reason_limit": REASON_LIMIT,
        "text_limit": TEXT_LIMIT,
    }
