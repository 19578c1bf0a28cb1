"""A unit's board: what it owes, by how urgent it is, and what it has raised. The unit is the subject, never a person."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import board as boards
from ..listing import RegisterFilter
from . import issues
from .asked import register_url
from .register import choices


@issues.get("/issues/units/own")
@door("content")
def own_board() -> Response:
    """本单位: leads to the viewer's unit."""
    return redirect(url_for("issues.board", unit=current_viewer().unit_public_id))


@issues.get("/issues/units")
@door("content")
def board_choice() -> Response:
    """Leads to the board of the unit that was chosen."""
    return redirect(url_for("issues.board", unit=request.args.get("unit") or current_viewer().unit_public_id))


@issues.get("/issues/units/<unit>")
@door("content")
def board(unit: str) -> str:
    """What a unit owes and has raised, of what the viewer may see."""
    viewer = current_viewer()
    with reading() as session:
        found = boards.board(session, viewer, unit)
        values = choices(session, viewer)
    values |= {
        "owed_by": RegisterFilter(unit=unit),
        "raised_by": RegisterFilter(raiser=unit),
        "all_of": RegisterFilter(),
    }
    values |= {"board": found, "group_names": boards.group_names(), "register_url": register_url}
    return render_template("issues/board.html", **values)
