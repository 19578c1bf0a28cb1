"""The editor of an agenda: its items in order, the topics that may come onto it, and its papers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....accounts.queries import directory
from ....core.db import reading, transaction
from ....core.errors import Conflict, Invalid, RateLimited, TooLarge
from ....core.viewer import Viewer
from ....files.kinds import ACCEPT
from ....files.shapes import UploadView
from ....web.doors import door
from ....web.errors import STATUS, speaks_json, with_retry
from ....web.viewer import current_viewer
from ... import sight
from ...sheet import sheet
from ...topics.queries import pool
from ...topics.rules import TITLE_LIMIT
from .. import queries
from ..rules import ASK_LIMIT, LONGEST_MINUTES
from . import agenda

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
"""Refusals after which the editor stands there with what was typed."""
Do = Callable[[Session, Viewer], object]


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a form that was refused: which (an item's public id, `plain` or `papers`), and what is wrong with what."""

    form: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    error: str = ""
    field: str = ""
    kept: tuple[UploadView, ...] = ()


@agenda.get("/consultations/<consultation_id>/agenda")
@door("consultation.arrange")
def editor(consultation_id: str) -> str:
    """The agenda, to be put together."""
    return draw(consultation_id)


@agenda.get("/consultations/<consultation_id>/agenda/items")
@door("consultation.arrange")
def parts(consultation_id: str) -> str:
    """The items alone, for a script that has moved one."""
    return draw(consultation_id, template="meetings/agenda/_items.html")


def draw(consultation_id: str, written: Written | None = None, template: str = "meetings/agenda/editor.html") -> str:
    """The editor, with a form that was refused as it was; NotFound, Denied."""
    viewer = current_viewer()
    with reading() as session:
        row = sight.found(session, viewer, consultation_id, "consultation.arrange")
        values = {
            "sheet": sheet(session, viewer, consultation_id),
            "page": queries.page(session, viewer, row),
            "pool": pool(session, viewer, row),
            "removed": queries.removed(session, row.id),
            "withdrawn": queries.papers(session, row.id, withdrawn=True),
            "units": [unit for unit in directory(session).units if unit.is_active],
        }
    limits = {"title_limit": TITLE_LIMIT, "ask_limit": ASK_LIMIT, "longest": LONGEST_MINUTES, "accept": ACCEPT}
    return render_template(template, written=written or Written(), **limits, **values)


def do_it(consultation_id: str, do: Do, said: str, form: str = "", kept: tuple[UploadView, ...] = ()) -> Response:
    """Do it and say so; a script gets nothing or the refusal, a form the editor."""
    try:
        with transaction() as session:
            do(session, current_viewer())
    except KEPT as refusal:
        if speaks_json():
            raise
        units = tuple(request.form.getlist("unit"))
        written = Written(form, request.form.to_dict(), units, refusal.message, refusal.field or "", kept)
        page = current_app.make_response((draw(consultation_id, written), STATUS[refusal.code]))
        return with_retry(page, refusal)
    if speaks_json():
        return Response(status=204)
    if said:
        flash(said, "ok")
    return redirect(url_for("agenda.editor", consultation_id=consultation_id), 303)
