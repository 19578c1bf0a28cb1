"""The office's page of wording: every sentence that drafts are made of."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core.db import reading, transaction
from ....core.errors import Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from ...drafting import actions
from ...drafting.example import example
from ...drafting.queries import wordings
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
        return _page(422, wording_key, refusal.message, text)
    flash(_("措辞已保存，从下一份草稿起使用。") if changed else _("没有改动。"), "ok" if changed else "message")
    return redirect(url_for("minutes.wording", _anchor=wording_key), 303)


@minutes.post("/minutes/wording/<wording_key>/default")
@door("office")
def reset_wording(wording_key: str) -> Response:
    """Say it as it was shipped."""
    with transaction() as session:
        actions.reset_wording(session, current_viewer(), wording_key)
    flash(_("已恢复为默认措辞。"), "ok")
    return redirect(url_for("minutes.wording", _anchor=wording_key), 303)


def _page(status: int = 200, at_fault: str = "", error: str = "", typed: str = "") -> Response:
    with reading() as session:
        found = wordings(session)
    shown = example({one.key: one.text for one in found})
    body = render_template(
        "minutes/wording.html", wordings=found, example=shown, at_fault=at_fault, error=error, typed=typed
    )
    return current_app.make_response((body, status))
