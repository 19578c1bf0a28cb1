"""编号登记: the numbers of a year, void ones too, and the archive by year."""

from flask import render_template, request

from ....core import clock
from ....core.db import reading
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import queries
from . import publishing


@publishing.get("/minutes/register")
@door("content")
def register() -> str:
    """The register of a year."""
    asked = request.args.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else clock.today().year
    with reading() as session:
        lines = queries.register(session, current_viewer(), year)
        years = sorted({*queries.years(session), year}, reverse=True)
    return render_template("minutes/register.html", lines=lines, year=year, years=years)
