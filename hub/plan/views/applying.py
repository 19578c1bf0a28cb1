"""The last step of an import: what it will do, what the office wants with items that are there, and doing it."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Conflict, HubError, Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from ..actions import Applied, Choice, Choices
from . import plan as pages
from .forms import read_revision


@pages.get("/plans/drafts/<draft_id>/apply")
@door("office")
def application(draft_id: str) -> Response:
    """What importing the draft will do."""
    return _page(draft_id)


@pages.post("/plans/drafts/<draft_id>/apply")
@door("office")
def apply_draft(draft_id: str) -> Response:
    """Make the draft a plan, or the newer version of one."""
    choices = _choices()
    try:
        with transaction() as session:
            done = actions.apply_draft(
                session,
                current_viewer(),
                draft_id,
                revision=read_revision(request.form),
                mark=request.form.get("mark", ""),
                choices=choices,
                take_suggested_leads="leads" in request.form,
            )
    except (Invalid, Conflict) as error:
        return _page(draft_id, error, choices)
    flash(_said(done), "ok")
    return redirect(url_for("plan.plan", plan_id=done.plan))


def _page(draft_id: str, error: HubError | None = None, choices: Choices | None = None) -> Response:
    with reading() as session:
        view = queries.draft(session, current_viewer(), draft_id)
    if view.applied_plan:
        return redirect(url_for("plan.plan", plan_id=view.applied_plan))
    if view.blocking and error is None:
        return redirect(url_for("plan.draft", draft_id=draft_id))
    html = render_template("plan/apply.html", draft=view, choices=choices or {}, error=error.message if error else "")
    return current_app.make_response((html, 200 if error is None else 409 if isinstance(error, Conflict) else 422))


def _choices() -> Choices:
    """`choice-<public id>` of each item that the plan has: take, keep or archive."""
    known: dict[str, Choice] = {"take": "take", "keep": "keep", "archive": "archive"}
    given = {name.removeprefix("choice-"): value for name, value in request.form.items() if name.startswith("choice-")}
    return {item: known[value] for item, value in given.items() if value in known}


def _said(done: Applied) -> str:
    if not (done.added or done.changed or done.gone):
        return _("与现有的要点一致，没有改动任何事项。")
    parts = (
        _("新增%(num)d项", num=done.added) if done.added else "",
        _("更新%(num)d项", num=done.changed) if done.changed else "",
        _("归档%(num)d项", num=done.gone) if done.gone else "",
    )
    return _("已导入：%(what)s。", what=_("，").join(part for part in parts if part))
