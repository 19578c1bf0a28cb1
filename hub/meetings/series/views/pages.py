"""All series, and one with its dates."""

from flask import render_template

from ....core import clock
from ....core.db import reading
from ....web.doors import door
from .. import queries
from . import series


@series.get("/consultation-series")
@door("office")
def all_series() -> str:
    """Every series with its next date."""
    with reading() as session:
        views = queries.all_series(session)
    return render_template("meetings/series_list.html", views=views)


@series.get("/consultation-series/<series_id>")
@door("office")
def one(series_id: str) -> str:
    """A series with its next dates, where one is skipped and taken back, and its end."""
    return draw(series_id)


def draw(series_id: str, error: str = "") -> str:
    """The page; NotFound."""
    with reading() as session:
        view = queries.one_series(session, series_id)
    return render_template("meetings/series.html", view=view, error=error, today=clock.today())
