"""Correcting a living plan: one item at a time, or a new one by hand."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...accounts.queries import directory
from ...core.db import reading, transaction
from ...core.errors import Conflict, HubError, Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from . import plan as pages
from .forms import ItemFields, faults_of, fields_of_item, fields_typed, read_item


@pages.get("/plans/<plan_id>/items/new")
@door("office")
def new_item(plan_id: str) -> Response:
    """An empty form."""
    return _page(plan_id, None)


@pages.post("/plans/<plan_id>/items")
@door("office")
def add_item(plan_id: str) -> Response:
    """Add an item by hand; its channel opens with it."""
    fields = fields_typed(request.form)
    if request.form.get("act", "save") != "save":
        return _page(plan_id, None, fields=fields)
    try:
        with transaction() as session:
            item = actions.add_item(session, current_viewer(), plan_id, read_item(fields)).public_id
    except (Invalid, Conflict) as error:
        return _page(plan_id, None, error, fields)
    return _back(plan_id, item, _("事项已新增，频道已建立。"))


@pages.get("/plans/<plan_id>/items/<item_id>/edit")
@door("office")
def edit_item(plan_id: str, item_id: str) -> Response:
    """The item in a form."""
    return _page(plan_id, item_id)


@pages.post("/plans/<plan_id>/items/<item_id>/edit")
@door("office")
def change_item(plan_id: str, item_id: str) -> Response:
    """Keep the item as the office wrote it; moving a party only shows the form again."""
    fields = fields_typed(request.form)
    if request.form.get("act", "save") != "save":
        return _page(plan_id, item_id, fields=fields)
    try:
        with transaction() as session:
            seen = request.form.get("seen", "")
            actions.change_item(session, current_viewer(), plan_id, item_id, read_item(fields), seen=seen)
    except (Invalid, Conflict) as error:
        return _page(plan_id, item_id, error, fields)
    return _back(plan_id, item_id, _("事项已保存。"))


@pages.post("/plans/<plan_id>/items/<item_id>/end")
@door("office")
def end_item(plan_id: str, item_id: str) -> Response:
    """The item stands no more."""
    with transaction() as session:
        actions.end_item(session, current_viewer(), plan_id, item_id)
    return _back(plan_id, item_id, _("事项已停办，频道已归档。"))


@pages.post("/plans/<plan_id>/items/<item_id>/restore")
@door("office")
def restore_item(plan_id: str, item_id: str) -> Response:
    """An ended item stands again."""
    try:
        with transaction() as session:
            actions.restore_item(session, current_viewer(), plan_id, item_id)
    except Conflict as error:
        flash(error.message, "failed")
        return redirect(url_for("plan.plan", plan_id=plan_id))
    return _back(plan_id, item_id, _("事项已恢复。"))


def _page(
    plan_id: str, item_id: str | None, error: HubError | None = None, fields: ItemFields | None = None
) -> Response:
    viewer = current_viewer()
    with reading() as session:
        plan = queries.plan(session, viewer, plan_id)
        item = queries.item(session, viewer, plan_id, item_id) if item_id else None
        mark = queries.mark_of(queries.item_row(session, viewer, plan_id, item_id)) if item_id else ""
        known = directory(session)
    values: dict[str, Any] = {"plan": plan, "item": item, "known": known}
    html = render_template(
        "plan/item.html",
        fields=fields or (fields_of_item(item) if item else _empty(plan)),
        seen=request.form.get("seen", mark) if not isinstance(error, Conflict) else mark,
        faults=faults_of(error) if error else {},
        **values,
    )
    return current_app.make_response((html, 200 if error is None else 409 if isinstance(error, Conflict) else 422))


def _empty(plan: queries.PlanView) -> ItemFields:
    number = max((item.number for item in plan.items), default=0) + 1
    return ItemFields(number=str(number), section=plan.sections[-1].title if plan.sections else "")


def _back(plan_id: str, item_id: str, said: str) -> Response:
    flash(said, "ok")
    return redirect(url_for("plan.plan", plan_id=plan_id, _anchor=f"item-{item_id}"))
