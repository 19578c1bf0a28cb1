"""The office's list of units, and one unit beside it."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from ..models import UNIT_KINDS
from . import accounts
from .forms import faults_of, read_unit


@accounts.get("/units")
@door("accounts.manage")
def units() -> Response:
    """All units in official order."""
    return _page()


@accounts.get("/units/new")
@door("accounts.manage")
def new_unit() -> Response:
    """An empty form beside the list."""
    return _page(is_new=True)


@accounts.post("/units")
@door("accounts.manage")
def add_unit() -> Response:
    """Keep a new unit."""
    try:
        form = read_unit(request.form)
        with transaction() as session:
            unit = actions.add_unit(session, current_viewer(), form).public_id
    except Invalid as error:
        return _page(422, is_new=True, typed=request.form, faults=faults_of(error))
    flash(_("单位已新增。"), "ok")
    return _back_to(unit)


@accounts.get("/units/<unit>")
@door("accounts.manage")
def unit(unit: str) -> Response:
    """One unit beside the list."""
    return _page(public_id=unit)


@accounts.post("/units/<unit>")
@door("accounts.manage")
def change_unit(unit: str) -> Response:
    """Other names, kind, place or dates."""
    try:
        form = read_unit(request.form)
        with transaction() as session:
            actions.change_unit(session, current_viewer(), unit, form)
    except Invalid as error:
        return _page(422, public_id=unit, typed=request.form, faults=faults_of(error))
    flash(_("已保存。"), "ok")
    return _back_to(unit)


def _back_to(unit: str) -> Response:
    return redirect(url_for("accounts.unit", unit=unit, _anchor="sheet"))


def _page(status: int = 200, public_id: str = "", **values: Any) -> Response:
    with reading() as session:
        values |= {
            "views": queries.units_with_people(session, current_viewer()),
            "unit": queries.unit_entry(session, public_id) if public_id else None,
            "kinds": UNIT_KINDS,
        }
    return current_app.make_response((render_template("accounts/units.html", **values), status))
