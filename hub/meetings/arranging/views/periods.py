"""/consultations/week and /month: days from Monday on, as the working calendar has them, with what is held on each."""

from datetime import date, timedelta
from typing import Any

from flask import render_template, request

from ....core import clock
from ....core.db import reading
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import queries
from ..listing import WEEK, next_month, read_month, read_week, week_of
from . import arranging
from .asked import asked, choices


@arranging.get("/consultations/week")
@door("content")
def week() -> str:
    """The week of `?on=`, a date; this week for none."""
    monday = read_week(request.args.get("on", ""), clock.today())
    before, after = (week_of(monday + step)[0] for step in (-WEEK, WEEK))
    links = {"before": {"on": before}, "after": {"on": after}}
    return _draw("week", monday, monday + timedelta(days=6), links, monday)


@arranging.get("/consultations/month")
@door("content")
def month() -> str:
    """The month of `?month=2026-11`; this month for none. Weeks are whole, so its first and last days bring their weeks."""
    first = read_month(request.args.get("month", ""), clock.today())
    last = next_month(first) - timedelta(days=1)
    links = {name: {"month": f"{next_month(first, step):%Y-%m}"} for name, step in (("before", -1), ("after", 1))}
    return _draw("month", week_of(first)[0], week_of(last)[1], links, first)


def _draw(what: str, first: date, last: date, links: dict[str, dict[str, Any]], about: date) -> str:
    viewer, wanted = current_viewer(), asked()
    with reading() as session:
        sheets = queries.days(session, viewer, wanted, first, last)
        values = choices(session, viewer, wanted)
    weeks = [sheets[place : place + 7] for place in range(0, len(sheets), 7)]
    return render_template(
        f"meetings/{what}.html", weeks=weeks, about=about, last=last, links=links, today=clock.today(), **values
    )
