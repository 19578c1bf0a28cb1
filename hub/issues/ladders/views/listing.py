"""升级阶梯: all ladders by severity, and 办理时限 with its form."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....accounts.faults import Faults
from ....core.db import reading, transaction
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from ... import rules as issues
from .. import actions, queries
from . import ladders


@ladders.get("/ladders")
@door("office")
def everything() -> Response:
    """Who is told when, by severity and clock."""
    return _page()


@ladders.post("/handling-times/<severity>")
@door("office")
def save_handling_time(severity: str) -> Response:
    """Another handling time from now on."""
    form = request.form
    asked = actions.HandlingForm(*(form.get(name, "")[:12] for name in ("amount", "soon", "unit")))
    try:
        with transaction() as session:
            actions.set_handling_time(session, current_viewer(), severity, asked)
    except Faults as error:
        return _page(422, wrong=severity, typed=form, faults=error.by_field)
    flash(_("办理时限已保存，对新提出和重新办理的问题有效。"), "ok")
    return redirect(url_for("ladders.everything", _anchor=severity))


def _page(status: int = 200, **values: Any) -> Response:
    with reading() as session:
        values = {
            "ladders": queries.by_severity(session),
            "others": queries.by_other_kind(session),
            "times": queries.handling_times(session),
            "severities": issues.severities(),
            "wrong": "",
            "typed": {},
            "faults": {},
        } | values
    return current_app.make_response((render_template("issues/ladders/ladders.html", **values), status))
