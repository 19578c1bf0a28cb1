"""The draft: what was read, with everything that the office can correct, resolve and confirm."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...accounts.models import UNIT_KINDS
from ...accounts.queries import directory
from ...core.db import reading, transaction
from ...core.errors import Conflict, HubError, Invalid, TooLarge
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from ..drafts import Answer
from . import plan as pages
from .forms import ItemFields, faults_of, fields_of_draft, fields_typed, read_facts, read_item, read_revision


@pages.get("/plans/drafts/<draft_id>")
@door("office")
def draft(draft_id: str) -> Response:
    """The draft; `?item=` opens an item beside it (`new` an empty one), `?part=facts` the facts of the document."""
    return page(draft_id)


@pages.post("/plans/drafts/<draft_id>/facts")
@door("office")
def correct_facts(draft_id: str) -> Response:
    """Other facts of the document."""
    try:
        facts = read_facts(request.form)
        with transaction() as session:
            actions.correct_facts(session, current_viewer(), draft_id, read_revision(request.form), facts)
    except (Invalid, Conflict) as error:
        return page(draft_id, error, part="facts", typed=request.form)
    return _back(draft_id, _("文件信息已保存。"))


@pages.post("/plans/drafts/<draft_id>/items", defaults={"key": None})
@pages.post("/plans/drafts/<draft_id>/items/<key>")
@door("office")
def correct_item(draft_id: str, key: str | None) -> Response:
    """An item as the office wrote it; moving a party up or down saves it too."""
    fields = fields_typed(request.form)
    try:
        form = read_item(fields)
        with transaction() as session:
            key = actions.correct_item(session, current_viewer(), draft_id, read_revision(request.form), key, form)
    except (Invalid, Conflict, TooLarge) as error:
        return page(draft_id, error, key=key or "new", fields=fields)
    if request.form.get("act", "save") != "save":
        return redirect(url_for("plan.draft", draft_id=draft_id, item=key, _anchor="sheet"))
    return _back(draft_id, _("第%(number)d项已保存。", number=form.number), anchor=f"item-{key}")


@pages.post("/plans/drafts/<draft_id>/items/<key>/remove")
@door("office")
def remove_draft_item(draft_id: str, key: str) -> Response:
    """Leave an item out of the import."""
    try:
        with transaction() as session:
            actions.remove_item(session, current_viewer(), draft_id, read_revision(request.form), key)
    except Conflict as error:
        return page(draft_id, error, key=key)
    return _back(draft_id, _("已从草稿中删除。"))


@pages.post("/plans/drafts/<draft_id>/leads")
@door("office")
def confirm_leads(draft_id: str) -> Response:
    """Take the suggested lead of one item, or of all."""
    key = request.form.get("item", "")
    try:
        with transaction() as session:
            keys = frozenset({key}) if key else None
            actions.confirm_leads(session, current_viewer(), draft_id, read_revision(request.form), keys)
    except Conflict as error:
        return page(draft_id, error)
    return _back(draft_id, "" if key else _("牵头单位已全部确认。"), anchor=f"item-{key}" if key else None)


@pages.post("/plans/drafts/<draft_id>/names")
@door("office")
def answer_name(draft_id: str) -> Response:
    """Say who a written name is, for all items that write it."""
    name = request.form.get("name", "")
    try:
        answer = _answer()
        with transaction() as session:
            actions.answer_name(session, current_viewer(), draft_id, read_revision(request.form), name, answer)
    except (Invalid, Conflict) as error:
        return page(draft_id, error, name=name, typed=request.form)
    return _back(draft_id, "", anchor="names")


@pages.post("/plans/drafts/<draft_id>/units")
@door("office")
def make_units(draft_id: str) -> Response:
    """Every unknown name shall be a new unit."""
    try:
        with transaction() as session:
            actions.make_units_of_unknown(session, current_viewer(), draft_id, read_revision(request.form))
    except Conflict as error:
        return page(draft_id, error)
    return _back(draft_id, _("导入时将新建这些单位，请核对名称和类别。"), anchor="names")


@pages.post("/plans/drafts/<draft_id>/discard")
@door("office")
def discard_draft(draft_id: str) -> Response:
    """Throw the draft away."""
    with transaction() as session:
        actions.discard_draft(session, current_viewer(), draft_id)
    flash(_("草稿已放弃，没有导入任何内容。"), "ok")
    return redirect(url_for("plan.plan"))


def page(draft_id: str, error: HubError | None = None, **given: Any) -> Response:
    """The draft's page; with `error` as it was typed, and the status that belongs to it."""
    with reading() as session:
        view = queries.draft(session, current_viewer(), draft_id)
        known = directory(session)
    if view.applied_plan:
        return redirect(url_for("plan.plan", plan_id=view.applied_plan))
    key = given.pop("key", request.args.get("item", "") if request.method == "GET" else "")
    values = {"part": request.args.get("part", ""), "name": "", "typed": None} | given
    fields = values.pop("fields", None) or _fields(view, key)
    html = render_template(
        "plan/draft.html",
        draft=view,
        known=known,
        kinds=UNIT_KINDS,
        key=key if fields else "",
        current=view.find(key),
        fields=fields,
        faults=faults_of(error) if error else {},
        **values,
    )
    status = 200 if error is None else 409 if isinstance(error, Conflict) else 422
    return current_app.make_response((html, status))


def _fields(view: queries.DraftView, key: str) -> ItemFields | None:
    if key == "new":
        last = view.items[-1].item if view.items else None
        number = max((preview.number for preview in view.items), default=0) + 1
        return ItemFields(number=str(number), section=last.section if last else "")
    preview = view.find(key)
    return fields_of_draft(preview.item) if preview and preview.item else None


def _answer() -> Answer | None:
    """What was chosen: `unit:<id>`, `group:<id>`, `new`, `ignore`, or nothing, which takes the answer back."""
    kind, _colon, public_id = request.form.get("answer", "").partition(":")
    if not kind:
        return None
    if kind in {"unit", "group"}:
        return Answer("unit" if kind == "unit" else "group", public_id)
    if kind == "ignore":
        return Answer("ignore")
    if kind != "new":
        raise Invalid(_("请从列表中选择一个单位。"), field="answer")
    texts = {field: " ".join(request.form.get(field, "").split()) for field in ("unit_name", "short_name", "unit_kind")}
    return Answer("new", "", texts["unit_name"], texts["short_name"], texts["unit_kind"])


def _back(draft_id: str, said: str, anchor: str | None = None) -> Response:
    if said:
        flash(said, "ok")
    return redirect(url_for("plan.draft", draft_id=draft_id, _anchor=anchor))
