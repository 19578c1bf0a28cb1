"""How a form's act is done: in one transaction, with a sentence afterwards; what was refused stands there again."""

from collections.abc import Callable
from datetime import date

from flask import current_app, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ...channels.views.bringing import given_before, take_files
from ...channels.views.home import done
from ...core.db import reading, transaction
from ...core.errors import Conflict, HubError, Invalid, RateLimited, TooLarge
from ...core.policy import require
from ...core.viewer import Viewer
from ...files.shapes import UploadView
from ...web.errors import STATUS, speaks_json, with_retry
from ...web.personal import check_words
from ...web.viewer import current_viewer
from ..rules import Act
from ..sheet import found_issue
from .page import Written, draw

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
"""Refusals after which the page stands there with what was typed."""
Do = Callable[[Session, Viewer], object]


def say(issue_id: str, act: Act, do: Callable[..., object], said: str) -> Response:
    """A report or an answer: what its form brings of files is taken in before the transaction."""
    viewer, words, key = current_viewer(), request.form.get("text", ""), request.form.get("client_id", "")
    with reading() as session:
        require(session, viewer, "issue.answer", found_issue(session, viewer, issue_id))
    came = [*given_before(viewer, request.form.getlist("uploads"))]
    try:
        take_files(viewer, came)
    except (Invalid, TooLarge, RateLimited) as refusal:
        return again(issue_id, act, refusal, came)
    files = tuple(upload.public_id for upload in came)
    return do_it(issue_id, act, lambda session, who: do(session, who, issue_id, words, key, files), said, came)


def reasoned(issue_id: str, act: Act, do: Callable[..., object], said: str) -> Response:
    """An act that wants a reason, or may have one."""
    return do_it(issue_id, act, lambda session, viewer: do(session, viewer, issue_id, written_reason()), said)


def do_it(issue_id: str, act: Act, do: Do, said: str, came: list[UploadView] | None = None) -> Response:
    """Do it and say so; a script gets nothing or the refusal, a form the page, or 待我处理 where it came from there."""
    try:
        check_words()
        with transaction() as session:
            do(session, current_viewer())
    except KEPT as refusal:
        if speaks_json():
            raise
        if request.form.get("back") == "home":
            flash(refusal.message, "soon")
            return done()
        return again(issue_id, act, refusal, came or [])
    if speaks_json():
        return Response(status=204)
    flash(said, "ok")
    return done() if request.form.get("back") == "home" else redirect(url_for("issues.issue", issue_id=issue_id), 303)


def again(issue_id: str, act: Act, refusal: HubError, came: list[UploadView]) -> Response:
    """The page with the form that was refused open, and what was typed in it."""
    units = tuple(request.form.getlist("unit"))
    token = getattr(refusal, "token", "")
    written = Written(str(act), request.form.to_dict(), units, refusal.message, refusal.field or "", tuple(came), token)
    return with_retry(current_app.make_response((draw(issue_id, written), STATUS[refusal.code])), refusal)


def written_reason() -> str:
    """The reason in the form."""
    return request.form.get("reason", "")


def written_date(name: str) -> date | None:
    """A date in the form; None for what is none."""
    return request.form.get(name, type=date.fromisoformat)
