"""Announcing, postponing and cancelling, from the page of a consultation."""

from typing import Any

from flask import current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from ....core.db import transaction
from ....core.errors import Conflict, HubError, Invalid, TooLarge
from ....core.i18n import _
from ....web.doors import door
from ....web.errors import STATUS
from ....web.viewer import current_viewer
from ... import actions as meetings
from ...views.page import draw
from ..written import draft_of, moved
from . import arranging
from .form import standing

KEPT = (Invalid, TooLarge, Conflict)


@arranging.post("/consultations/<consultation_id>/notice")
@door("consultation.arrange")
def announce(consultation_id: str) -> Response:
    """Send the notice out; one that is late needs a reason."""
    return _do(
        consultation_id, "announce", _("通知已发出。"),
        lambda session: meetings.announce(
            session, current_viewer(), consultation_id, request.form.get("urgent_reason", "")
        ),
    )  # fmt: skip


@arranging.post("/consultations/<consultation_id>/postponement")
@door("consultation.arrange")
def postpone(consultation_id: str) -> Response:
    """Hold it at another time; units are asked again."""
    viewer, form = current_viewer(), request.form

    def act(session: Any) -> None:
        _row, offered, written = standing(session, viewer, consultation_id)
        draft = draft_of(moved(written, form.get("date", ""), form.get("time", "")), offered)
        meetings.change(session, viewer, consultation_id, draft)

    return _do(consultation_id, "postpone", _("已改期。"), act)


@arranging.post("/consultations/<consultation_id>/cancellation")
@door("consultation.arrange")
def cancel(consultation_id: str) -> Response:
    """Call it off, with a reason."""
    return _do(
        consultation_id, "cancel", _("会商已取消。"),
        lambda session: meetings.cancel(session, current_viewer(), consultation_id, request.form.get("reason", "")),
    )  # fmt: skip


def _do(consultation_id: str, act: str, said: str, do: Any) -> Response:
    try:
        with transaction() as session:
            do(session)
    except KEPT as refusal:
        return _again(consultation_id, act, refusal)
    flash(said, "ok")
    return redirect(url_for("meetings.consultation", consultation_id=consultation_id), 303)


def _again(consultation_id: str, act: str, refusal: HubError) -> Response:
    """The page with what was typed, and why it was refused."""
    typed = {"form": act, "error": refusal.message, "field": refusal.field or ""}
    return current_app.make_response(
        (draw(consultation_id, written=request.form.to_dict() | typed), STATUS[refusal.code])
    )
