"""The page of figures, and the page of what stands behind one of them."""

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

from ...accounts.queries import directory
from ...channels.models import Channel
from ...core import clock
from ...core.db import reading
from ...core.errors import Invalid
from ...core.policy import require
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries
from ..policy import sees_all
from ..rules import Period, quarter, quarters, read_period
from . import appraisal

SHOWN = 6
"""Quarters that one chooses from."""


@appraisal.get("/appraisal")
@door("appraisal.read")
def show() -> Response:
    """Figures by unit, or with `by=item` by work item."""
    by_item = request.args.get("by") == "item"
    status, fault, period = _period()
    with reading() as session:
        viewer = current_viewer()
        require(session, viewer, "appraisal.read")
        found = (queries.of_items if by_item else queries.of_units)(session, viewer, period)
    body = render_template(
        "appraisal/page.html",
        figures=found,
        period=period,
        by_item=by_item,
        sees_all=sees_all(viewer),
        quarters=quarters(clock.today(), SHOWN),
        fault=fault,
        typed=request.args,
    )
    return current_app.make_response((body, status))


@appraisal.get("/appraisal/evidence")
@door("appraisal.read")
def evidence() -> str:
    """The matters behind a figure."""
    given = {name: request.args.get(name, "") for name in ("figure", "unit", "channel")}
    period = read_period(request.args.get("from", ""), request.args.get("to", ""), clock.today())
    viewer = current_viewer()
    with reading() as session:
        require(session, viewer, "appraisal.read")
        found = queries.evidence(session, viewer, period, given["figure"], unit=given["unit"], channel=given["channel"])
        unit = directory(session).unit_by_public_id(given["unit"]) if given["unit"] else None
        row = session.query(Channel).filter_by(public_id=given["channel"]).first() if given["channel"] else None
        name = unit.short_name if unit else row.title if row else ""
    return render_template("appraisal/evidence.html", found=found, most=queries.MOST, period=period, name=name, **given)


def _period() -> tuple[int, str, Period]:
    try:
        return 200, "", read_period(request.args.get("from", ""), request.args.get("to", ""), clock.today())
    except Invalid as refusal:
        return 422, refusal.message, quarter(clock.today())
