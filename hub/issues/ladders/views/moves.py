"""Moving what still runs on older versions of a ladder to the newest one, after a look at what that does."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core.db import reading, transaction
from ....core.i18n import _n
from ....escalation import actions, versions
from ....web.doors import door
from ....web.viewer import current_viewer
from ... import rules as issues
from .. import queries
from . import ladders


@ladders.get("/ladders/<ladder>/moves")
@door("office")
def moves(ladder: str) -> Response:
    """What moving would do."""
    with reading() as session:
        view = versions.ladder_named(session, ladder)
        found = queries.preview(session, current_viewer(), view.id, view.version.ladder)
    values = {"view": view, "preview": found, "severities": issues.severities()}
    return current_app.make_response(render_template("issues/ladders/moves.html", **values))


@ladders.post("/ladders/<ladder>/moves")
@door("office")
def move(ladder: str) -> Response:
    """Move them."""
    with transaction() as session:
        moved = actions.move_runs(session, current_viewer(), ladder, request.form.get("number", 0, type=int))
    flash(_n("%(num)d个计时已移到新版本。", moved), "ok")
    return redirect(url_for("ladders.ladder", ladder=ladder))
