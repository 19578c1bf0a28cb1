"""Opening, and the item under discussion; each form says which item its chair saw (`seen`)."""

from flask import request
from werkzeug.wrappers import Response

from ....web.doors import door
from .. import actions
from . import live
from .doing import do_it


@live.post("/consultations/<consultation_id>/opening")
@door("consultation.conduct")
def open_(consultation_id: str) -> Response:
    """开始会商."""
    return do_it(consultation_id, lambda session, viewer: actions.open_consultation(session, viewer, consultation_id))


@live.post("/consultations/<consultation_id>/live/next")
@door("consultation.conduct")
def next_item(consultation_id: str) -> Response:
    """下一议题."""
    return do_it(consultation_id, lambda session, viewer: actions.next_item(session, viewer, consultation_id, _seen()))


@live.post("/consultations/<consultation_id>/live/back")
@door("consultation.conduct")
def back(consultation_id: str) -> Response:
    """上一议题."""
    return do_it(consultation_id, lambda session, viewer: actions.back(session, viewer, consultation_id, _seen()))


@live.post("/consultations/<consultation_id>/items/<agenda_item_id>/start")
@door("consultation.conduct")
def go_to(consultation_id: str, agenda_item_id: str) -> Response:
    """议这一项."""
    return do_it(
        consultation_id,
        lambda session, viewer: actions.go_to(session, viewer, consultation_id, agenda_item_id, _seen()),
    )


@live.post("/consultations/<consultation_id>/items/<agenda_item_id>/deferral")
@door("consultation.conduct")
def defer(consultation_id: str, agenda_item_id: str) -> Response:
    """转下次."""
    return do_it(
        consultation_id,
        lambda session, viewer: actions.defer(session, viewer, consultation_id, agenda_item_id, _seen()),
    )


def _seen() -> str:
    return request.form.get("seen", "")
