"""What the office sets: from when lights change their colour, and by when what has no date is due."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...accounts.faults import Faults
from ...core.db import reading, transaction
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from ..actions import SettingForm, set_lights
from ..settings import setting
from . import supervision

FIELDS = ("due_days", "soon_days", "behind_days")


@supervision.get("/follow-ups/lights", endpoint="lights")
@door("office")
def show() -> Response:
    """The three numbers."""
    return _page()


@supervision.post("/follow-ups/lights", endpoint="set_lights")
@door("office")
def save() -> Response:
    """Other numbers, from now on."""
    form = SettingForm(**{name: request.form.get(name, "")[:12] for name in FIELDS})
    try:
        with transaction() as session:
            set_lights(session, current_viewer(), form)
    except Faults as error:
        return _page(422, typed=request.form, faults=error.by_field)
    flash(_("已保存。亮灯规则马上生效，默认时限对以后印发的纪要有效。"), "ok")
    return redirect(url_for("supervision.lights"), 303)


def _page(status: int = 200, **values: Any) -> Response:
    with reading() as session:
        kept = setting(session)
        numbers = {name: getattr(kept, name) for name in FIELDS}
    values = {"typed": numbers, "faults": {}} | values
    return current_app.make_response((render_template("supervision/lights.html", **values), status))
