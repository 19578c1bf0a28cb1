"""The page 审计: what was done, by whom, when and from where; for auditors alone."""

from datetime import date

from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from ..core.db import reading
from ..web.doors import door
from ..web.viewer import current_viewer
from . import queries, words
from .queries import TrailFilter

journal = Blueprint("journal", __name__)


@journal.get("/audit")
@door("audit.read")
def trail() -> Response:
    """A page of the trail, `?before=` a number, filtered by `person`, `action`, `first_on` and `last_on`."""
    wanted = TrailFilter(
        person=request.args.get("person", "").strip()[:40],
        action=request.args.get("action", "")[:40],
        first_on=request.args.get("first_on", type=date.fromisoformat),
        last_on=request.args.get("last_on", type=date.fromisoformat),
    )
    with reading() as session:
        page = queries.trail(session, current_viewer(), wanted, request.args.get("before", type=int))
    filters = {name: value for name in TrailFilter.__slots__ if (value := getattr(wanted, name))}
    values = {"page": page, "filters": filters, "actions": words.actions(), "kinds": words.kinds()}
    values |= {"ways": words.ways(), "details": words.details()}
    return current_app.make_response(render_template("journal/trail.html", **values))
