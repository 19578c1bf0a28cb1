"""The steps from review to receipt, each a form that leads back to the document."""

from collections.abc import Callable

from flask import current_app, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....accounts.views.sign_in import prove
from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError, Invalid, RateLimited
from ....core.i18n import _, _n
from ....core.policy import require
from ....core.viewer import Viewer
from ....web.doors import door
from ....web.errors import STATUS, with_retry
from ....web.viewer import current_viewer
from ... import queries
from ...editing.views.page import draw
from .. import actions
from . import publishing


@publishing.post("/minutes/<minutes_id>/review")
@door("minutes.lead")
def send_to_review(minutes_id: str) -> Response:
    """送审核."""
    return _do(minutes_id, lambda session, viewer: actions.send_to_review(session, viewer, minutes_id), _("已送审核。"))


@publishing.post("/minutes/<minutes_id>/signature-request")
@door("minutes.lead")
def send_to_sign(minutes_id: str) -> Response:
    """送签发."""
    return _do(minutes_id, lambda session, viewer: actions.send_to_sign(session, viewer, minutes_id), _("已送签发。"))


@publishing.post("/minutes/<minutes_id>/signature")
@door("minutes.sign")
def sign(minutes_id: str) -> Response:
    """签发, with the password again."""
    viewer = current_viewer()
    with reading() as session:
        require(session, viewer, "minutes.sign", queries.found(session, viewer, minutes_id))
    seen = request.form.get("seen", "")
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else -1

    def act(session: Session, viewer: Viewer) -> object:
        return actions.sign(session, viewer, minutes_id, revision)

    try:
        prove(viewer, request.form.get("password", ""))
    except (Invalid, RateLimited) as refusal:
        return refused(minutes_id, refusal)
    return _do(minutes_id, act, _("已签发，正文不再改动。"))


@publishing.post("/minutes/<minutes_id>/return")
@door("minutes.send_back")
def send_back(minutes_id: str) -> Response:
    """退回, with a reason."""
    reason = request.form.get("reason", "")
    return _do(
        minutes_id, lambda session, viewer: actions.send_back(session, viewer, minutes_id, reason), _("已退回。")
    )


@publishing.post("/minutes/<minutes_id>/publication")
@door("minutes.lead")
def publish(minutes_id: str) -> Response:
    """印发."""
    return _do(
        minutes_id,
        lambda session, viewer: actions.publish(session, viewer, minutes_id),
        _("已印发，系统会提醒各单位签收。"),
    )


@publishing.post("/minutes/<minutes_id>/void")
@door("minutes.lead")
def void(minutes_id: str) -> Response:
    """作废, with a reason."""
    reason = request.form.get("reason", "")
    return _do(
        minutes_id,
        lambda session, viewer: actions.void(session, viewer, minutes_id, reason),
        _("已作废，编号保留在登记簿里。"),
    )


@publishing.post("/minutes/<minutes_id>/receipts")
@door("minutes.comment")
def receive(minutes_id: str) -> Response:
    """签收, for my unit."""
    return _do(minutes_id, lambda session, viewer: actions.receive(session, viewer, minutes_id), _("已为本单位签收。"))


@publishing.post("/minutes/<minutes_id>/receipts/reminders")
@door("minutes.lead")
def remind(minutes_id: str) -> Response:
    """催签."""
    told: list[int] = []

    def act(session: Session, viewer: Viewer) -> object:
        told.append(actions.remind(session, viewer, minutes_id))
        return None

    return _do(minutes_id, act, lambda: _n("已提醒%(num)d个单位。", told[0]))


def _do(minutes_id: str, act: Callable[[Session, Viewer], object], said: str | Callable[[], str]) -> Response:
    try:
        with transaction() as session:
            act(session, current_viewer())
    except (Conflict, Invalid, RateLimited) as refusal:
        return refused(minutes_id, refusal)
    flash(said if isinstance(said, str) else said(), "ok")
    return redirect(url_for("minutes.page", minutes_id=minutes_id), 303)


def refused(minutes_id: str, refusal: HubError) -> Response:
    """The document again, with the reason at the form that it came from and what was typed in it."""
    written = {
        "step": request.endpoint,
        "step_error": refusal.message,
        "reason": request.form.get("reason", ""),
    }
    page = draw(minutes_id, written=written)
    return with_retry(current_app.make_response((page, STATUS[refusal.code])), refusal)
