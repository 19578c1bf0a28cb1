"""The office sets how long rounds last, and what silence means."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core.db import reading, transaction
from ....core.errors import Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import actions
from ..models import SILENCES
from ..queries import settings
from . import commenting


@commenting.get("/minutes/comment-setting")
@door("office")
def show_setting() -> Response:
    """What counts for the next round."""
    with reading() as session:
        days, silence = settings(session)
    return _page(200, str(days), silence, {})


@commenting.post("/minutes/comment-setting")
@door("office")
def set_rounds() -> Response:
    """Something else, from the next round on."""
    days, silence = request.form.get("days", "")[:12], request.form.get("silence", "")
    try:
        with transaction() as session:
            actions.set_rounds(session, current_viewer(), days, silence)
    except Invalid as refusal:
        return _page(422, days, silence, {refusal.field or "": refusal.message})
    flash(_("已保存，从下一轮征求意见开始生效。"), "ok")
    return redirect(url_for("commenting.show_setting"), 303)


def _page(status: int, days: str, silence: str, faults: dict[str, str]) -> Response:
    body = render_template("minutes/comment_setting.html", days=days, silence=silence, silences=SILENCES, faults=faults)
    return current_app.make_response((body, status))
