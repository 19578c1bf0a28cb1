"""征询时间: the form in which the office offers times."""

from datetime import datetime, timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....calendar import office_time
from ....core import clock
from ....core.clock import SHANGHAI
from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError, Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.errors import STATUS
from ....web.viewer import current_viewer
from ... import sight
from ...arranging.rules import clean_date, clean_time
from ...shapes import ConsultationSheet
from ...sheet import sheet
from .. import actions
from ..rules import MOST
from . import polls


@polls.get("/consultations/<consultation_id>/poll/new")
@door("consultation.arrange")
def new(consultation_id: str) -> str:
    """The form, with the planned time and the same time on the next two working days."""
    with reading() as session:
        found = _sheet(session, consultation_id)
        working = office_time(session)
        offered = [found.starts_at]
        for _more in range(2):
            on = clock.local(working.add_days(offered[-1], 1)).date()
            offered.append(datetime.combine(on, clock.local(found.starts_at).time(), SHANGHAI))
    rows = [(f"{clock.local(one):%Y-%m-%d}", f"{clock.local(one):%H:%M}") for one in offered]
    closes = max(clock.local(clock.now()) + timedelta(hours=1), clock.local(found.starts_at) - timedelta(days=3))
    return _draw(consultation_id, rows, (f"{closes:%Y-%m-%d}", "17:00"))


@polls.post("/consultations/<consultation_id>/poll/new", endpoint="ask")
@door("consultation.arrange")
def ask(consultation_id: str) -> Response:
    """Offer the times; what was typed stands there again when they are refused."""
    rows = list(zip(request.form.getlist("on"), request.form.getlist("at"), strict=False))
    closes = (request.form.get("closes_on", ""), request.form.get("closes_at", ""))
    with reading() as session:
        _sheet(session, consultation_id)
    try:
        slots = [_instant(on, at, "slots") for on, at in rows if on or at]
        with transaction() as session:
            poll = actions.ask(session, current_viewer(), consultation_id, slots, _instant(*closes, "closes_at"))
            address = url_for("polls.poll", poll_id=poll.public_id)
    except (Invalid, Conflict) as refusal:
        return current_app.make_response((_draw(consultation_id, rows, closes, refusal), STATUS[refusal.code]))
    flash(_("已向各单位征询时间。"), "ok")
    return redirect(address, 303)


def _sheet(session: Session, consultation_id: str) -> ConsultationSheet:
    """The consultation for whoever arranges it; NotFound, Denied."""
    sight.found(session, current_viewer(), consultation_id, "consultation.arrange")
    return sheet(session, current_viewer(), consultation_id)


def _instant(on: str, at: str, field: str) -> datetime:
    try:
        return datetime.combine(clean_date(on, field), clean_time(at, field), SHANGHAI)
    except Invalid:
        raise Invalid(_("日期或时间不对，请重新填写。"), field=field) from None


def _draw(
    consultation_id: str, rows: list[tuple[str, str]], closes: tuple[str, str], refusal: HubError | None = None
) -> str:
    with reading() as session:
        found = _sheet(session, consultation_id)
    empty = [("", "")] * max(MOST - len(rows), 0)
    return render_template(
        "meetings/poll_new.html",
        sheet=found,
        rows=[*rows, *empty],
        shown=max(len(rows) + 2, 4),
        closes=closes,
        error=refusal.message if refusal else "",
        field=(refusal.field or "") if refusal else "",
    )
