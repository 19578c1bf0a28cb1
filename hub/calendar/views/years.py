"""The page of a year, and the hours on it."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core import clock
from ...core.db import reading, transaction
from ...core.errors import Conflict, Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from ..rules.days import FIRST, LAST
from ..rules.notice import published_notice
from ..words import moved_sentence
from . import calendar, date_of, date_or_none


@calendar.get("/calendar")
@door("content")
def this_year() -> Response:
    """This year."""
    return _year_page(clock.today().year)


@calendar.get("/calendar/<int:year>")
@door("content")
def year(year: int) -> Response:
    """A year."""
    return _year_page(year)


@calendar.post("/calendar/hours")
@door("office")
def set_hours() -> Response:
    """Other hours from a date on."""
    form = request.form
    try:
        with transaction() as session:
            effective_from = date_or_none(form.get("effective_from", ""))
            done = actions.set_hours(session, current_viewer(), effective_from, form.get("spans", ""))
    except Invalid as refusal:
        faults = {refusal.field or "spans": refusal.message}
        return _year_page(clock.today().year, 422, typed=form, faults=faults)
    flash(_("作息时间已保存，%(moved)s。", moved=moved_sentence(done.moved)), "ok")
    return redirect(url_for("calendar.this_year", _anchor="hours"))


@calendar.post("/calendar/hours/<day>/removal")
@door("office")
def drop_hours(day: str) -> Response:
    """Forget hours that do not hold yet."""
    try:
        with transaction() as session:
            done = actions.drop_hours(session, current_viewer(), date_of(day))
    except Conflict as refusal:
        flash(refusal.message, "failed")
    else:
        flash(_("已取消，%(moved)s。", moved=moved_sentence(done.moved)), "ok")
    return redirect(url_for("calendar.this_year", _anchor="hours"))


def _year_page(year: int, status: int = 200, **values: Any) -> Response:
    with reading() as session:
        values = {
            "sheet": queries.year_view(session, year),
            "hours": queries.hours(session),
            "changes": queries.changes(session),
            "awaited": queries.awaited_year(session),
            "built_in": published_notice(year) is not None,
            "today": clock.today(),
            "typed": {},
            "faults": {},
        } | values
    page = render_template("calendar/year.html", first=FIRST.year, last=LAST.year, **values)
    return current_app.make_response((page, status))
