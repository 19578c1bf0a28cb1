"""How a step of minutes is done from a form of their page: in one transaction, and back; or the page with the reason and what was typed."""

from collections.abc import Callable

from flask import current_app, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....accounts.views.sign_in import prove
from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError, Invalid, RateLimited, TooLarge
from ....core.policy import require
from ....core.viewer import Viewer
from ....web.errors import STATUS, with_retry
from ....web.personal import check_words
from ....web.viewer import current_viewer
from ... import queries
from .page import draw

KEPT = (Conflict, Invalid, RateLimited, TooLarge)
UNTYPED = frozenset({"password"})
"""What a form never comes back with."""


def do_step(
    minutes_id: str,
    act: Callable[[Session, Viewer], object],
    said: str | Callable[[], str],
    anchor: str | None = None,
) -> Response:
    """Do the act, say so, and lead back to the minutes (public id), to `anchor` on their page."""
    try:
        check_words()
        with transaction() as session:
            act(session, current_viewer())
    except KEPT as refusal:
        return refused(minutes_id, refusal)
    flash(said if isinstance(said, str) else said(), "ok")
    return redirect(url_for("minutes.page", minutes_id=minutes_id, _anchor=anchor), 303)


def do_proved(minutes_id: str, rule: str, act: Callable[[Session, Viewer], object], said: str) -> Response:
    """The same for what is done with the password again: whoever may not do it by `rule` is not asked for it."""
    viewer = current_viewer()
    with reading() as session:
        require(session, viewer, rule, queries.found(session, viewer, minutes_id))
    try:
        prove(viewer, request.form.get("password", ""))
    except (Invalid, RateLimited) as refusal:
        return refused(minutes_id, refusal)
    return do_step(minutes_id, act, said)


def refused(minutes_id: str, refusal: HubError) -> Response:
    """The document again, with the reason at the form that it came from and what was typed in it, but for passwords."""
    typed = {name: value for name, value in request.form.items() if name not in UNTYPED}
    written = {
        "step": request.endpoint,
        "step_error": refusal.message,
        "step_about": (request.view_args or {}).get("comment_id") or typed.get("about", ""),
        "reason": typed.get("reason", ""),
        "typed": typed,
        "token": getattr(refusal, "token", ""),
    }
    page = draw(minutes_id, written=written)
    return with_retry(current_app.make_response((page, STATUS[refusal.code])), refusal)
