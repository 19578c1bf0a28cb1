"""The plan by section, with who answers, until when, and the way to where it is talked about."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading
from ...core.policy import require
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries
from . import plan as pages


@pages.get("/plan")
@pages.get("/plans/<plan_id>")
@door("plan.read")
def plan(plan_id: str | None = None) -> str:
    """One plan, or the newest; `?only=mine` leaves what my unit answers for."""
    viewer = current_viewer()
    with reading() as session:
        tabs = queries.plans(session, viewer)
        found = queries.plan(session, viewer, plan_id) if plan_id else queries.newest_plan(session, viewer)
        waiting = queries.drafts(session, viewer) if viewer.is_office else []
    return render_template(
        "plan/plan.html", plan=found, tabs=tabs, drafts=waiting, only_mine=request.args.get("only") == "mine"
    )


@pages.get("/plans")
@door("plan.read")
def plans() -> Response:
    """Where the plans are: the newest, with the way to the others."""
    with reading() as session:
        require(session, current_viewer(), "plan.read")
    return redirect(url_for("plan.plan"))
