"""The form of a series: a new one, or one from a date of its rule on; a preview of its next dates with where they move."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import HubError, Invalid, TooLarge
from ....core.i18n import _
from ....web.doors import door
from ....web.errors import STATUS
from ....web.viewer import current_viewer
from ...arranging.offering import Offer, offer
from ...arranging.rules import clean_date
from ...arranging.views.form import LIMITS, written_of
from ...arranging.written import Guest, Written, blank, draft_of
from ...rules import FURTHEST
from .. import actions, queries
from ..drafting import named_by, plan_of
from ..models import ConsultationSeries
from ..rules import Pattern, cleaned
from ..words import frequencies, places
from . import series

KEPT = (Invalid, TooLarge)
PATTERN = ("frequency", "weekday", "nth")


@series.get("/consultation-series/new")
@door("office")
def new() -> str:
    """An empty form: monthly, from next week on."""
    on = clock.today() + timedelta(days=7)
    with reading() as session:
        offered = offer(session, current_viewer())
    given = {"frequency": "monthly", "weekday": str(min(on.weekday(), 4)), "nth": str(min((on.day + 6) // 7, 4))}
    return _draw(offered, _with(blank(offered, "regular", on), given))


@series.post("/consultation-series/new", endpoint="create")
@door("office")
def create() -> Response:
    """Begin it: its next consultations are there at once, as drafts."""
    viewer, written = current_viewer(), _written()
    with reading() as session:
        offered = offer(session, viewer)
    if request.form.get("act"):
        return current_app.make_response(_draw(offered, written))
    try:
        with transaction() as session:
            made = actions.begin_series(session, viewer, _wanted(written, offered)).public_id
    except KEPT as refusal:
        return current_app.make_response((_draw(offered, written, refusal), STATUS[refusal.code]))
    flash(_("系列已建立，近期各次已列为筹备中，通知逐次发出。"), "ok")
    return redirect(url_for("series.one", series_id=made), 303)


@series.get("/consultation-series/<series_id>/edit")
@door("office")
def edit(series_id: str) -> str:
    """The form for what comes from the date `?from=` of the rule on."""
    on = clean_date(request.args.get("from", ""))
    with reading() as session:
        row, offered = queries.row_of(session, series_id), offer(session, current_viewer())
        written = _standing(session, row, on)
    return _draw(offered, written, row=row, on=on)


@series.post("/consultation-series/<series_id>/edit", endpoint="change")
@door("office")
def change(series_id: str) -> Response:
    """Hold it otherwise from that date on; what was before it stays as it was."""
    viewer, written = current_viewer(), _written()
    on = clean_date(request.form.get("from", ""))
    with reading() as session:
        row, offered = queries.row_of(session, series_id), offer(session, viewer)
    if request.form.get("act"):
        return current_app.make_response(_draw(offered, written, row=row, on=on))
    try:
        with transaction() as session:
            made = actions.change_from(session, viewer, series_id, on, _wanted(written, offered)).public_id
    except KEPT as refusal:
        return current_app.make_response((_draw(offered, written, refusal, row, on), STATUS[refusal.code]))
    flash(_("这一次及以后各次已更改；已发通知的不受影响。"), "ok")
    return redirect(url_for("series.one", series_id=made), 303)


@series.get("/consultation-series/preview")
@door("office")
def preview() -> str:
    """The next dates of what is written, as the form shows them."""
    with reading() as session:
        dates = _foretold(session, _with(written_of(request.args), _pattern_of_request()))
    return render_template("meetings/_dates.html", dates=dates)


def _written() -> Written:
    return _with(written_of(request.form), _pattern_of_request())


def _pattern_of_request() -> dict[str, str]:
    return {name: request.values.get(name, "") for name in PATTERN}


def _with(written: Written, more: dict[str, str]) -> Written:
    return replace(written, texts={**written.texts, **more})


def _pattern(written: Written) -> Pattern:
    return cleaned(*(written[name] for name in PATTERN))


def _wanted(written: Written, offered: Offer) -> actions.SeriesDraft:
    return actions.SeriesDraft(_pattern(written), clean_date(written["date"]), draft_of(written, offered))


def _standing(session: Session, row: ConsultationSeries, on: date) -> Written:
    """A series' own words, from a date on."""
    pattern, draft = plan_of(row).pattern, row.draft
    texts = {name: str(draft.get(name) or "") for name in ("kind", "title", "note", "room", "place", "link", "quorum")}
    texts |= {name: draft.get(name) or "" for name in ("chair", "note_taker")}
    texts |= {"date": on.isoformat(), "time": f"{row.begins_minute // 60:02}:{row.begins_minute % 60:02}"}
    texts |= {"minutes": str(row.minutes), "frequency": pattern.frequency}
    texts |= {"weekday": str(pattern.weekday), "nth": str(pattern.place)}
    named = named_by(row)
    guests = tuple(Guest(one.name, one.post, one.body) for one in named if one.person is None)
    people = tuple(one.person for one in named if one.person)
    return Written(texts, tuple(draft.get("units", ())), (), people, guests)


def _foretold(session: Session, written: Written) -> tuple[Pattern, list[Any]] | None:
    try:
        pattern, on = _pattern(written), clean_date(written["date"])
    except Invalid:
        return None
    on = max(on, clock.today())
    if on > clock.today() + FURTHEST:
        return None
    return pattern, queries.foretold(session, pattern, on)


def _draw(
    offered: Offer,
    written: Written,
    refusal: HubError | None = None,
    row: ConsultationSeries | None = None,
    on: date | None = None,
) -> str:
    with reading() as session:
        dates = _foretold(session, written)
    values: dict[str, Any] = {
        "offer": offered,
        "written": written,
        "ticked": set(offered.units_of(list(written.units), [])),
        "dates": dates,
        "series": row,
        "on": on,
        "frequencies": frequencies(),
        "places": places(),
        "limits": LIMITS,
        "today": clock.today(),
        "latest": clock.today() + FURTHEST - timedelta(days=1),
        "error": refusal.message if refusal else "",
        "fault": (refusal.field or "") if refusal else "",
    }
    return render_template("meetings/series_form.html", **values)
