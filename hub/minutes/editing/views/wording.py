"""The office's page of wording: every sentence that drafts are made of, tried out on an example, and when they are shortened."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core.db import reading, transaction
from ....core.errors import Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from ...drafting import actions, queries
from . import minutes


@minutes.get("/minutes/wording")
@door("office")
def wording() -> Response:
    """All sentences, and what a draft says with them."""
    return _page()


@minutes.post("/minutes/wording/<wording_key>")
@door("office")
def change_wording(wording_key: str) -> Response:
    """Say it so in drafts to come."""
    text = request.form.get("text", "")
    try:
        with transaction() as session:
            changed = actions.change_wording(session, current_viewer(), wording_key, text)
    except Invalid as refusal:
        return _page(422, wording_key, text, refusal.message)
    flash(_("措辞已保存，从下一份草稿起使用。") if changed else _("没有改动。"), "ok" if changed else "message")
    return redirect(url_for("minutes.wording", _anchor=wording_key), 303)


@minutes.post("/minutes/wording/<wording_key>/previews")
@door("office")
def preview_wording(wording_key: str) -> Response:
    """What the example reads like with it; nothing is kept."""
    text = request.form.get("text", "")
    try:
        return _page(at=wording_key, typed=text)
    except Invalid as refusal:
        return _page(422, wording_key, text, refusal.message)


@minutes.post("/minutes/wording/<wording_key>/default")
@door("office")
def reset_wording(wording_key: str) -> Response:
    """Say it as it was shipped."""
    with transaction() as session:
        actions.reset_wording(session, current_viewer(), wording_key)
    flash(_("已恢复为默认措辞。"), "ok")
    return redirect(url_for("minutes.wording", _anchor=wording_key), 303)


@minutes.post("/minutes/shortening")
@door("office")
def change_shortening() -> Response:
    """From so many statements to an item on they are shortened in drafts to come."""
    number = request.form.get("unshortened", "")
    try:
        with transaction() as session:
            changed = actions.change_unshortened(session, current_viewer(), number)
    except Invalid as refusal:
        return _page(422, refusal.field or "", number, refusal.message)
    flash(_("已保存，从下一份草稿起使用。") if changed else _("没有改动。"), "ok" if changed else "message")
    return redirect(url_for("minutes.wording", _anchor="shortening"), 303)


def _page(status: int = 200, at: str = "", typed: str = "", error: str = "") -> Response:
    """The page; `at` is what was typed into, with what is wrong with it, or tried out where nothing is."""
    with reading() as session:
        known = {"wordings": queries.wordings(session), "unshortened": queries.unshortened(session)}
        example = queries.shown(session) if error else queries.shown(session, at, typed)
    body = render_template("minutes/wording.html", example=example, at=at, typed=typed, error=error, **known)
    return current_app.make_response((body, status))
