"""Skipping a date and taking that back, and ending a series."""

from collections.abc import Callable

from flask import current_app, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core.db import transaction
from ....core.errors import Conflict, Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.errors import STATUS
from ....web.viewer import current_viewer
from ...arranging.rules import clean_date
from .. import actions
from . import series
from .pages import draw


@series.post("/consultation-series/<series_id>/exceptions")
@door("office")
def skip(series_id: str) -> Response:
    """None on the date `occurs_on` of the rule."""
    return _do(
        series_id,
        lambda session: actions.skip(
            session, current_viewer(), series_id, clean_date(request.form.get("occurs_on", ""))
        ),
        _("这一次已跳过，可以随时恢复。"),
    )


@series.post("/consultation-series/<series_id>/exceptions/removal")
@door("office")
def take_back(series_id: str) -> Response:
    """One on that date after all."""
    return _do(
        series_id,
        lambda session: actions.take_back(
            session, current_viewer(), series_id, clean_date(request.form.get("occurs_on", ""))
        ),
        _("这一次已恢复。"),
    )


@series.post("/consultation-series/<series_id>/end")
@door("office")
def end(series_id: str) -> Response:
    """None after the date `ended_on`, today's for none."""

    def act(session: Session) -> None:
        given = request.form.get("ended_on", "").strip()
        last = clean_date(given, "ended_on") if given else None
        actions.end_series(session, current_viewer(), series_id, last)

    return _do(series_id, act, _("系列已结束：其后筹备中的会商不再召开，已通知的不受影响。"))


def _do(series_id: str, act: Callable[[Session], object], said: str) -> Response:
    try:
        with transaction() as session:
            act(session)
    except (Conflict, Invalid) as refusal:
        return current_app.make_response((draw(series_id, refusal.message), STATUS[refusal.code]))
    flash(said, "ok")
    return redirect(url_for("series.one", series_id=series_id), 303)
