"""The page of one issue, and its parts alone for a script that brings it up to date."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import render_template

from ...channels.attachments.rules import FILES_LIMIT
from ...core import clock
from ...core.db import reading
from ...files.kinds import ACCEPT
from ...files.rules import FILE_LIMIT
from ...files.shapes import UploadView
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import allowed
from ..rules import LONGEST
from ..sheet import sheet
from . import issues, limits


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a form that was refused: which act's, its fields, what is wrong with which, and files that are here.

    `token` is what 仍要提交 says, where the words were warned of (hub/web/personal.py).
    """

    act: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    error: str = ""
    field: str = ""
    kept: tuple[UploadView, ...] = ()
    token: str = ""


@issues.get("/issues/<issue_id>")
@door("issue.read")
def issue(issue_id: str) -> str:
    """An issue: what it is, where it stands, who will be told when, what happened, and what may be done."""
    return draw(issue_id)


@issues.get("/issues/<issue_id>/parts")
@door("issue.read")
def parts(issue_id: str) -> str:
    """The same without its frame."""
    return draw(issue_id, template="issues/_issue.html")


@issues.get("/issues/<issue_id>/beside")
@door("issue.read")
def beside(issue_id: str) -> str:
    """The issue as it stands beside the register: to read, and to take up."""
    return draw(issue_id, template="issues/_sheet.html")


def draw(issue_id: str, written: Written | None = None, template: str = "issues/issue.html") -> str:
    """The page, with a form that was refused as it was; NotFound."""
    with reading() as session:
        found = sheet(session, current_viewer(), issue_id)
    return render_template(template, **_values(found, written or Written()))


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
        **limits(),
    }
