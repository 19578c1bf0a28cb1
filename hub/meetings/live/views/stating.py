"""What units say to an item, and the list of speakers."""

from flask import request
from werkzeug.wrappers import Response

from ....web.doors import door
from .. import actions
from . import live
from .doing import do_it


@live.post("/consultations/<consultation_id>/items/<agenda_item_id>/positions")
@door("consultation.answer")
def state(consultation_id: str, agenda_item_id: str) -> Response:
    """表态, for my unit."""
    stance, words = _said()
    return do_it(
        consultation_id,
        lambda session, viewer: actions.state_position(session, viewer, consultation_id, agenda_item_id, stance, words),
    )


@live.post("/consultations/<consultation_id>/items/<agenda_item_id>/noted-positions")
@door("consultation.conduct")
def state_for(consultation_id: str, agenda_item_id: str) -> Response:
    """What a unit says, noted down by who conducts."""
    stance, words = _said()
    unit = request.form.get("unit", "") or "-"
    return do_it(
        consultation_id,
        lambda session, viewer: actions.state_position(
            session, viewer, consultation_id, agenda_item_id, stance, words, unit
        ),
    )


@live.post("/consultations/<consultation_id>/items/<agenda_item_id>/call")
@door("consultation.conduct")
def call(consultation_id: str, agenda_item_id: str) -> Response:
    """请未表态单位表态."""
    return do_it(
        consultation_id,
        lambda session, viewer: actions.call_positions(session, viewer, consultation_id, agenda_item_id),
    )


@live.post("/consultations/<consultation_id>/speakers")
@door("consultation.answer")
def ask_floor(consultation_id: str) -> Response:
    """申请发言."""
    return do_it(consultation_id, lambda session, viewer: actions.ask_floor(session, viewer, consultation_id))


@live.post("/consultations/<consultation_id>/speakers/<speaker_id>/withdrawal")
@door("consultation.answer")
def take_back(consultation_id: str, speaker_id: str) -> Response:
    """Not after all."""
    return do_it(
        consultation_id, lambda session, viewer: actions.take_back(session, viewer, consultation_id, speaker_id)
    )


@live.post("/consultations/<consultation_id>/speakers/<speaker_id>/removal")
@door("consultation.conduct")
def strike_out(consultation_id: str, speaker_id: str) -> Response:
    """Off the list."""
    return do_it(
        consultation_id, lambda session, viewer: actions.strike_out(session, viewer, consultation_id, speaker_id)
    )


@live.post("/consultations/<consultation_id>/speakers/<speaker_id>/floor")
@door("consultation.conduct")
def give_floor(consultation_id: str, speaker_id: str) -> Response:
    """请发言."""
    return do_it(
        consultation_id, lambda session, viewer: actions.give_floor(session, viewer, consultation_id, speaker_id)
    )


@live.post("/consultations/<consultation_id>/speakers/<speaker_id>/end")
@door("consultation.conduct")
def end_floor(consultation_id: str, speaker_id: str) -> Response:
    """发言完毕."""
    return do_it(
        consultation_id, lambda session, viewer: actions.end_floor(session, viewer, consultation_id, speaker_id)
    )


def _said() -> tuple[str, str]:
    return request.form.get("stance", ""), request.form.get("words", "")
