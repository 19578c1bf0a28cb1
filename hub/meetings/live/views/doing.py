"""How an act of the live page is done: in one transaction; a script gets nothing or the refusal, a form the page again."""

from collections.abc import Callable

from flask import current_app, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core.db import transaction
from ....core.errors import Conflict, HubError, Invalid, RateLimited, TooLarge
from ....core.viewer import Viewer
from ....web.errors import STATUS, speaks_json, with_retry
from ....web.viewer import current_viewer
from .drawing import Written, draw

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
"""Refusals after which the page stands there with what was typed."""
Do = Callable[[Session, Viewer], object]
Again = Callable[[HubError], str]


def do_it(consultation_id: str, do: Do, again: Again | None = None) -> Response:
    """Do it; `again(refusal)` draws the page for a form that was refused, else the live page says why."""
    try:
        with transaction() as session:
            do(session, current_viewer())
    except KEPT as refusal:
        if speaks_json():
            raise
        if again is None:
            flash(refusal.message, "failed")
            return redirect(url_for("live.page", consultation_id=consultation_id), 303)
        return with_retry(current_app.make_response((again(refusal), STATUS[refusal.code])), refusal)
    if speaks_json():
        return Response(status=204)
    return redirect(url_for("live.page", consultation_id=consultation_id), 303)


def typed_again(consultation_id: str, capture: Written) -> Again:
    """The live page with what was typed."""

    def again(refusal: HubError) -> str:
        flash(refusal.message, "failed")
        return draw(consultation_id, capture=capture)

    return again
