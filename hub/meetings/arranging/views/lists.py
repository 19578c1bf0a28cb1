"""/consultations: what is to come, nearest first, with what waits for the viewer's unit on top; what is over, by group."""

from flask import render_template, request

from ....core.db import reading
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import queries
from ..listing import groups
from . import arranging
from .asked import asked, choices


@arranging.get("/consultations")
@door("content")
def consultations() -> str:
    """A page of the list; `?after=` goes on from the page before."""
    viewer, wanted, after = current_viewer(), asked(), request.args.get("after", "")
    with reading() as session:
        page = queries.page(session, viewer, wanted, after)
        is_first = wanted.group == "coming" and not wanted.is_narrowed and not after
        waiting = queries.waiting_for_unit(session, viewer) if is_first else []
        values = choices(session, viewer, wanted)
    shown = {line.id for line in waiting}
    rest = [line for line in page.lines if line.id not in shown]
    return render_template(
        "meetings/list.html", page=page, rest=rest, waiting=waiting, groups=groups(), after=after, **values
    )
