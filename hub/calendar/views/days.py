"""The page of a day, where the office changes it and takes a change back."""

from datetime import date
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Conflict, Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from ..words import moved_sentence
from . import calendar, date_of


@calendar.get("/calendar/days")
@door("office")
def find_day() -> Response:
    """Go to the day of `?on=`."""
    return redirect(url_for("calendar.day", day=date_of(request.args.get("on", ""))))


@calendar.get("/calendar/days/<day>")
@door("office")
def day(day: str) -> Response:
    """A day, to be changed."""
    return _day_page(date_of(day))


@calendar.post("/calendar/days/<day>")
@door("office")
def set_day(day: str) -> Response:
    """Make the day what the form says."""
    on, form = date_of(day), request.form
    try:
        with transaction() as session:
            done = actions.set_day(session, current_viewer(), on, form.get("kind", ""), form.get("name", ""))
    except (Conflict, Invalid) as refusal:
        return _day_page(on, 422, typed=form, faults={refusal.field or "kind": refusal.message})
    flash(_("已保存，%(moved)s。", moved=moved_sentence(done.moved)), "ok")
    return redirect(url_for("calendar.day", day=on))


@calendar.post("/calendar/changes/<change>/undo")
@door("office")
def undo_change(change: str) -> Response:
    """Put a day back to what it was."""
    try:
        with transaction() as session:
            done = actions.undo_change(session, current_viewer(), change)
    except Conflict as refusal:
        flash(refusal.message, "failed")
    else:
        flash(_("已撤销，%(moved)s。", moved=moved_sentence(done.moved)), "ok")
    return redirect(url_for("calendar.this_year", _anchor="changes"))


def _day_page(on: date, status: int = 200, **values: Any) -> Response:
    with reading() as session:
        values = {"shown": queries.day_view(session, on), "typed": {}, "faults": {}} | values
    return current_app.make_response((render_template("calendar/day.html", **values), status))
