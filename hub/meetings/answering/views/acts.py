"""The doors: answer for one's unit, take it back, note down what a unit said by telephone, remind."""

from collections.abc import Callable

from flask import current_app, flash, redirect, request, url_for
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
from ...rules import answers
from ...views.page import draw
from .. import actions
from ..rules import AnswerDraft
from . import answering

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
Do = Callable[[Session, Viewer], str]


@answering.post("/consultations/<consultation_id>/answer")
@door("consultation.answer")
def answer(consultation_id: str) -> Response:
    """参加, 请假 or 委派代表 for one's unit."""

    def do(session: Session, viewer: Viewer) -> str:
        made = actions.answer(session, viewer, consultation_id, _draft())
        return _("已答复：%(answer)s。开始之前可以更改。", answer=answers()[made.answer])

    return _do(consultation_id, "answer", do)


@answering.post("/consultations/<consultation_id>/answer/undo")
@door("consultation.answer")
def take_back(consultation_id: str) -> Response:
    """Undo one's unit's answer."""

    def do(session: Session, viewer: Viewer) -> str:
        actions.take_back(session, viewer, consultation_id)
        return _("已撤回答复。")

    return _do(consultation_id, "answer", do)


@answering.post("/consultations/<consultation_id>/units/<unit_id>/answer")
@door("consultation.arrange")
def note_down(consultation_id: str, unit_id: str) -> Response:
    """Note down what a unit has said by telephone."""

    def do(session: Session, viewer: Viewer) -> str:
        actions.answer(session, viewer, consultation_id, _draft(), unit_id)
        return _("已代为登记答复。")

    return _do(consultation_id, f"unit-{unit_id}", do)


@answering.post("/consultations/<consultation_id>/reminders")
@door("consultation.conduct")
def remind(consultation_id: str) -> Response:
    """Remind the units that have not answered."""

    def do(session: Session, viewer: Viewer) -> str:
        return _n(
            "已催办，通知到%(num)d人。",
            actions.remind(session, viewer, consultation_id, request.form.get("reason", "")),
        )

    return _do(consultation_id, "remind", do)


def _draft() -> AnswerDraft:
    names = ("answer", "reason", "delegate_name", "delegate_post")
    return AnswerDraft(**{name: request.form.get(name, "") for name in names})


def _do(consultation_id: str, form: str, do: Do) -> Response:
    """Do it and say so; what was refused stands there again with what was typed, a script gets the refusal."""
    try:
        with transaction() as session:
            sentence = do(session, current_viewer())
    except KEPT as refusal:
        if speaks_json():
            raise
        if request.form.get("back") == "home":
            flash(refusal.message, "soon")
            return done()
        return _again(consultation_id, form, refusal)
    if speaks_json():
        return Response(status=204)
    flash(sentence, "ok")
    address = url_for("meetings.consultation", consultation_id=consultation_id)
    return done() if request.form.get("back") == "home" else redirect(address, 303)


def _again(consultation_id: str, form: str, refusal: HubError) -> Response:
    page = draw(
        consultation_id, written={"form": form, "error": refusal.message, "field": refusal.field, **request.form}
    )
    return with_retry(current_app.make_response((page, STATUS[refusal.code])), refusal)
