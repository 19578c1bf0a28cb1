"""The forms of an invitation, from the page of the consultation and from 待我处理."""

from collections.abc import Callable

from flask import current_app, flash, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....channels.views.home import done
from ....core.db import transaction
from ....core.errors import Conflict, HubError, Invalid, RateLimited, TooLarge
from ....core.i18n import _, _n
from ....core.viewer import Viewer
from ....web.doors import door
from ....web.errors import STATUS, speaks_json, with_retry
from ....web.viewer import current_viewer
from ...views.page import draw
from .. import actions
from ..rules import Reply
from . import Written, answering

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
"""Refusals after which the page stands there with what was typed."""


@answering.post("/consultations/<consultation_id>/answer")
@door("consultation.answer")
def answer(consultation_id: str) -> Response:
    """参加, 请假 or 委派代表, for one's unit."""
    given = {name: request.form.get(name, "") for name in ("answer", "reason", "delegate_name", "delegate_post")}

    def do(session: Session, viewer: Viewer) -> str:
        actions.answer(session, viewer, consultation_id, Reply(**given))
        return _("已为您单位答复，会商开始前可以更改。")

    return _do(consultation_id, given["answer"], do)


@answering.post("/consultations/<consultation_id>/answer/undo")
@door("consultation.answer")
def take_back(consultation_id: str) -> Response:
    """Take one's unit's answer back."""

    def do(session: Session, viewer: Viewer) -> str:
        actions.take_back(session, viewer, consultation_id)
        return _("已撤销答复，请在会商开始前重新答复。")

    return _do(consultation_id, "waiting", do)


@answering.post("/consultations/<consultation_id>/reminders")
@door("consultation.conduct")
def remind(consultation_id: str) -> Response:
    """Remind the units that have not answered."""
    reason = request.form.get("reason", "")
    return _do(
        consultation_id,
        "remind",
        lambda session, viewer: _n("已催办%(num)d个单位。", actions.remind(session, viewer, consultation_id, reason)),
    )


def _do(consultation_id: str, act: str, do: Callable[[Session, Viewer], str]) -> Response:
    try:
        with transaction() as session:
            said = do(session, current_viewer())
    except KEPT as refusal:
        if speaks_json():
            raise
        if request.form.get("back") == "home":
            flash(refusal.message, "soon")
            return done()
        return _again(consultation_id, act, refusal)
    if speaks_json():
        return Response(status=204)
    flash(said, "ok")
    if request.form.get("back") == "home":
        return done()
    address = url_for("meetings.consultation", consultation_id=consultation_id)
    return redirect(address, 303)


def _again(consultation_id: str, act: str, refusal: HubError) -> Response:
    """The page with the form that was refused open, and what was typed in it."""
    g.written_answer = Written(act, request.form.to_dict(), refusal.message, refusal.field or "")
    return with_retry(current_app.make_response((draw(consultation_id), STATUS[refusal.code])), refusal)
