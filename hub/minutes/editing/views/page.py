"""The page of one document, the texts of a passage, and how a refused form comes back with what was typed."""

from collections.abc import Mapping
from typing import Any

from flask import render_template

from ....accounts.queries import directory
from ....core.db import reading
from ....web.doors import door
from ....web.viewer import current_viewer
from ... import queries
from ...numbering import labels
from ..queries import page, revisions
from ..words import steps
from . import minutes


@minutes.get("/minutes/<minutes_id>", endpoint="page")
@door("minutes.read")
def show(minutes_id: str) -> str:
    """The document with all its passages, and beside it where each sentence comes from."""
    return draw(minutes_id)


def draw(minutes_id: str, at_fault: str = "", written: Mapping[str, Any] | None = None) -> str:
    """The page as the viewer sees it; NotFound. `written` is a refused form of the passage `at_fault`, with its error."""
    with reading() as session:
        found = page(session, current_viewer(), minutes_id)
        units = directory(session).active_units() if found.may_edit else ()
    return render_template(
        "minutes/page.html",
        minutes=found,
        labels=labels(found.passages),
        steps=steps(found.state, were_asked=found.were_asked),
        units=units,
        at_fault=at_fault,
        written=written or {},
    )


@minutes.get("/minutes/<minutes_id>/passages/<passage_id>/revisions")
@door("minutes.edit")
def texts(minutes_id: str, passage_id: str) -> str:
    """Every text that a passage had, each with what was changed in it."""
    with reading() as session:
        row = queries.found(session, current_viewer(), minutes_id, "minutes.edit")
        found = revisions(session, current_viewer(), minutes_id, passage_id)
        title = row.title
    return render_template(
        "minutes/revisions.html", found=found, title=title, minutes_id=minutes_id, passage_id=passage_id
    )
