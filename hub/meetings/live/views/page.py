"""The live page, and its parts alone for a script that brings it up to date."""

from flask import current_app, redirect, url_for
from werkzeug.wrappers import Response

from ....core.db import reading
from ....web.doors import door
from ....web.viewer import current_viewer
from ...sight import found
from . import live
from .drawing import draw

HELD = frozenset({"announced", "live"})


@live.get("/consultations/<consultation_id>/live")
@door("consultation.read")
def page(consultation_id: str) -> Response:
    """A consultation while it is held; once it is over its record, before it is announced its own page."""
    with reading() as session:
        row = found(session, current_viewer(), consultation_id)
    if row.state == "closed":
        return redirect(url_for("live.record", consultation_id=consultation_id))
    if row.state not in HELD:
        return redirect(url_for("meetings.consultation", consultation_id=consultation_id))
    return current_app.make_response(draw(consultation_id))


@live.get("/consultations/<consultation_id>/live/parts")
@door("consultation.read")
def parts(consultation_id: str) -> str:
    """The same without its frame."""
    return draw(consultation_id, whole=False)
