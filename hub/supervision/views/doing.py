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
from ...core.viewer import Viewer
from ...files.shapes import UploadView
from ...issues.views.page import Written
from ...web.errors import STATUS, speaks_json, with_retry
from ...web.personal import check_words
from ...web.viewer import current_viewer
from ..numbering import found
from ..rules import Act
from .page import draw

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
"""Refusals after which the page stands there with what was typed."""


def say(number: str, act: Act, rule: str, do: Callable[..., object], said: str) -> Response:
    """A report or a result: what its form brings of files is taken in before the transaction."""
    viewer, words, key = current_viewer(), request.form.get("text", ""), request.form.get("client_id", "")
    with reading() as session:
        found(session, viewer, number, rule)
    came = [*given_before(viewer, request.form.getlist("uploads"))]
    try:
        take_files(viewer, came)
    except KEPT as refusal:
        return _again(number, act, refusal, came)
    files = tuple(upload.public_id for upload in came)
    return do_it(number, act, lambda session, who: do(session, who, number, words, files, key), said, came)


def reasoned(number: str, act: Act, do: Callable[..., object], said: str) -> Response:
    """An act that wants a reason, or may have one."""
    return do_it(number, act, lambda session, viewer: do(session, viewer, number, written_reason()), said)


def dated(number: str, act: Act, do: Callable[..., object], said: str) -> Response:
    """An act with a reason and a date; it says itself whether it needs both."""
    on, reason = request.form.get("due_on", type=date.fromisoformat), written_reason()
    if act in {Act.ASK_DUE, Act.CHANGE_DUE}:
        return do_it(number, act, lambda session, viewer: do(session, viewer, number, on, reason), said)
    return do_it(number, act, lambda session, viewer: do(session, viewer, number, reason, on), said)


def do_it(
    number: str,
    act: Act,
    do: Callable[[Session, Viewer], object],
    said: str,
    came: list[UploadView] | None = None,
) -> Response:
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
        return _again(number, act, refusal, came or [])
    if speaks_json():
        return Response(status=204)
    flash(said, "ok")
    return (
        done()
        if request.form.get("back") == "home"
        else redirect(url_for("supervision.follow_up", follow_up=number), 303)
    )


def written_reason() -> str:
    """The reason in the form."""
    return request.form.get("reason", "")


def _again(number: str, act: Act, refusal: HubError, came: list[UploadView]) -> Response:
    """The page with the form that was refused open, and what was typed in it."""
    units = tuple(request.form.getlist("unit"))
    token = getattr(refusal, "token", "")
    written = Written(str(act), request.form.to_dict(), units, refusal.message, refusal.field or "", tuple(came), token)
    return with_retry(current_app.make_response((draw(number, written), STATUS[refusal.code])), refusal)
