"""How an act on a passage is done: in one transaction; a script gets the passage as it is now, a form the page again."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, flash, jsonify, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError, Invalid, TooLarge
from ....core.viewer import Viewer
from ....web.errors import STATUS, speaks_json
from ....web.times import moment
from ....web.viewer import current_viewer
from ..queries import page
from ..shapes import Overtaken
from .page import draw

KEPT = (Invalid, TooLarge, Conflict)
Do = Callable[[Session, Viewer], object]


def do_it(minutes_id: str, passage_id: str, do: Do, typed: Mapping[str, Any] | None = None, said: str = "") -> Response:
    """Do it; a refused form comes back with what was `typed`, and with the other text where somebody was faster."""
    try:
        with transaction() as session:
            do(session, current_viewer())
    except KEPT as refusal:
        return _refused(minutes_id, passage_id, refusal, typed)
    if speaks_json():
        return _as_it_is(minutes_id, passage_id)
    if said:
        flash(said, "ok")
    return redirect(url_for("minutes.page", minutes_id=minutes_id, _anchor=f"p-{passage_id}"), 303)


def _refused(minutes_id: str, passage_id: str, refusal: HubError, typed: Mapping[str, Any] | None) -> Response:
    status = STATUS[refusal.code]
    latest = refusal.latest if isinstance(refusal, Overtaken) else None
    if speaks_json():
        shown = {"number": latest.number, "text": latest.text, "name": latest.name} if latest else None
        body = {"error": {"code": refusal.code, "message": refusal.message}, "latest": shown}
        return current_app.make_response((jsonify(body), status))
    if typed is None:
        flash(refusal.message, "failed")
        return redirect(url_for("minutes.page", minutes_id=minutes_id, _anchor=f"p-{passage_id}"), 303)
    written = {**typed, "error": refusal.message, "field": refusal.field or "text", "latest": latest}
    return current_app.make_response((draw(minutes_id, passage_id, written), status))


def _as_it_is(minutes_id: str, passage_id: str) -> Response:
    """The passage for whoever's script saved it."""
    with reading() as session:
        found = page(session, current_viewer(), minutes_id)
    one = next((one for one in found.passages if one.public_id == passage_id), None)
    if one is None:
        return Response(status=204)
    shown = render_template("minutes/_words.html", one=one, minutes=found)
    return jsonify({"number": one.number, "text": one.text, "at": str(moment(one.saved_at)), "html": shown})
