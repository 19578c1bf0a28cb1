"""The projector: what everybody in the room reads, and the code that goes round."""

from typing import Any

from flask import current_app, render_template, url_for

from ....core import clock
from ....core.db import reading
from ....web.doors import door
from ....web.viewer import current_viewer
from ...sight import found
from .. import codes
from ..queries import board
from . import live


@live.get("/consultations/<consultation_id>/screen")
@door("consultation.conduct")
def screen(consultation_id: str) -> str:
    """For the projector in the room; whoever conducts opens it."""
    values = _values(consultation_id)  # first of all: nobody else gets a code, nor an address of any length into one
    return render_template("meetings/live/screen.html", qr=_qr(consultation_id), **values)


@live.get("/consultations/<consultation_id>/screen/parts")
@door("consultation.conduct")
def screen_parts(consultation_id: str) -> str:
    """The same without frame and code."""
    return render_template("meetings/live/_screen.html", **_values(consultation_id))


@live.get("/consultations/<consultation_id>/screen/code")
@door("consultation.conduct")
def code(consultation_id: str) -> str:
    """The code as it is now."""
    with reading() as session:
        found(session, current_viewer(), consultation_id, "consultation.conduct")
    return render_template("meetings/live/_code.html", qr=_qr(consultation_id))


def _values(consultation_id: str) -> dict[str, Any]:
    with reading() as session:
        found(session, current_viewer(), consultation_id, "consultation.conduct")
        return {"board": board(session, current_viewer(), consultation_id)}


def _qr(consultation_id: str) -> str:
    signed = codes.code_at(str(current_app.secret_key), consultation_id, clock.now())
    return codes.drawn(url_for("live.arrival", consultation_id=consultation_id, code=signed, _external=True))
