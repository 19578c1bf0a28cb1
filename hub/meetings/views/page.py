"""The page of one consultation, and its parts alone for a script that brings it up to date."""

from collections.abc import Mapping
from typing import Any

from flask import render_template

from ...core.db import reading
from ...web.doors import door
from ...web.viewer import current_viewer
from ..sheet import sheet
from . import meetings


@meetings.get("/consultations/<consultation_id>")
@door("consultation.read")
def consultation(consultation_id: str) -> str:
    """A consultation: when, where, who, what about, and what may be done."""
    return draw(consultation_id)


@meetings.get("/consultations/<consultation_id>/parts")
@door("consultation.read")
def parts(consultation_id: str) -> str:
    """The same without its frame."""
    return draw(consultation_id, "meetings/_consultation.html")


def draw(
    consultation_id: str,
    template: str = "meetings/consultation.html",
    written: Mapping[str, Any] | None = None,
    **values: Any,
) -> str:
    """The page as the viewer sees it; NotFound.

    `written` is a form that was refused (its name is `form`) with its error; `values` are what rooms hand on to their parts.
    """
    with reading() as session:
        found = sheet(session, current_viewer(), consultation_id)
    return render_template(template, sheet=found, written=written or {}, **values)
