"""The office's list of collective names 集合名称, and one of them beside it."""

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
from .forms import faults_of, read_group


@accounts.get("/groups")
@door("accounts.manage")
def groups() -> Response:
    """All collective names and what they mean today."""
    return _page()


@accounts.get("/groups/new")
@door("accounts.manage")
def new_group() -> Response:
    """An empty form beside the list."""
    return _page(is_new=True)


@accounts.post("/groups")
@door("accounts.manage")
def add_group() -> Response:
    """Keep a new collective name."""
    try:
        with transaction() as session:
            group = actions.add_group(session, current_viewer(), read_group(request.form)).public_id
    except Invalid as error:
        return _page(422, is_new=True, typed=request.form, faults=faults_of(error))
    flash(_("集合名称已新增。"), "ok")
    return _back_to(group)


@accounts.get("/groups/<group>")
@door("accounts.manage")
def group(group: str) -> Response:
    """One collective name beside the list."""
    return _page(public_id=group)


@accounts.post("/groups/<group>")
@door("accounts.manage")
def change_group(group: str) -> Response:
    """Another name, or other units."""
    try:
        with transaction() as session:
            actions.change_group(session, current_viewer(), group, read_group(request.form))
    except Invalid as error:
        return _page(422, public_id=group, typed=request.form, faults=faults_of(error))
    flash(_("已保存。"), "ok")
    return _back_to(group)


def _back_to(group: str) -> Response:
    return redirect(url_for("accounts.group", group=group, _anchor="sheet"))


def _page(status: int = 200, public_id: str = "", **values: Any) -> Response:
    with reading() as session:
        known = queries.directory(session)
        values |= {
            "directory": known,
            "group": queries.group_entry(session, public_id) if public_id else None,
            "kinds": UNIT_KINDS,
        }
    return current_app.make_response((render_template("accounts/groups.html", **values), status))
