"""调岗: where somebody goes and who goes on in the old unit, shown before it is done in one act."""

from typing import Any

from flask import current_app, flash, render_template, request
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from . import accounts
from .forms import faults_of
from .people import back_to

FIELDS = ("to_unit", "new_post", "successor")


@accounts.get("/people/<person>/move")
@door("accounts.manage")
def move(person: str) -> Response:
    """Choose, and see what would be handed over; nothing is done."""
    return _page(person)


@accounts.post("/people/<person>/moves")
@door("accounts.manage")
def move_person(person: str) -> Response:
    """To another unit, at once."""
    to_unit, post, successor = (request.form.get(name, "") for name in FIELDS)
    try:
        with transaction() as session:
            moved = actions.move_person(session, current_viewer(), person, to_unit, post, successor=successor)
            unit = moved.unit.short_name
    except Invalid as error:
        faults = {"new_post" if field == "post" else field: text for field, text in faults_of(error).items()}
        return _page(person, 422, faults=faults)
    flash(_("已调到%(unit)s，原单位事项的频道已同时关闭，原来的登录已退出。", unit=unit), "ok")
    return back_to(person)


def _page(public_id: str, status: int = 200, **values: Any) -> Response:
    viewer, typed = current_viewer(), {name: request.values.get(name, "") for name in FIELDS}
    with reading() as session:
        person = queries.person(session, viewer, public_id)
        others = [one for one in queries.directory(session).units if one.public_id != person.unit_public_id]
        units = [one for one in others if one.is_active]
        values = {
            "person": person,
            "units": units,
            "chosen": next((one for one in units if one.public_id == typed["to_unit"]), None),
            "handover": queries.handover(session, viewer, person.id, typed["successor"]),
            "typed": typed,
            "faults": {},
        } | values
    return current_app.make_response((render_template("accounts/move.html", **values), status))
