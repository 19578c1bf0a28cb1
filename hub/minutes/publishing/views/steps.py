"""The steps from review to receipt, each a form that leads back to the document."""

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core.i18n import _, _n
from ....core.viewer import Viewer
from ....web.doors import door
from ...editing.views.stepping import do_proved, do_step
from .. import actions
from . import publishing


@publishing.post("/minutes/<minutes_id>/review")
@door("minutes.lead")
def send_to_review(minutes_id: str) -> Response:
    """送审核."""
    return do_step(
        minutes_id, lambda session, viewer: actions.send_to_review(session, viewer, minutes_id), _("已送审核。")
    )


@publishing.post("/minutes/<minutes_id>/signature-request")
@door("minutes.lead")
def send_to_sign(minutes_id: str) -> Response:
    """送签发."""
    return do_step(
        minutes_id, lambda session, viewer: actions.send_to_sign(session, viewer, minutes_id), _("已送签发。")
    )


@publishing.post("/minutes/<minutes_id>/signature")
@door("minutes.sign")
def sign(minutes_id: str) -> Response:
    """签发, with the password again."""
    seen = request.form.get("seen", "")
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else -1

    def act(session: Session, viewer: Viewer) -> object:
        return actions.sign(session, viewer, minutes_id, revision)

    return do_proved(minutes_id, "minutes.sign", act, _("已签发，正文不再改动。"))


@publishing.post("/minutes/<minutes_id>/return")
@door("minutes.send_back")
def send_back(minutes_id: str) -> Response:
    """退回, with a reason."""
    reason = request.form.get("reason", "")
    return do_step(
        minutes_id, lambda session, viewer: actions.send_back(session, viewer, minutes_id, reason), _("已退回。")
    )


@publishing.post("/minutes/<minutes_id>/publication")
@door("minutes.lead")
def publish(minutes_id: str) -> Response:
    """印发."""
    return do_step(
        minutes_id,
        lambda session, viewer: actions.publish(session, viewer, minutes_id),
        _("已印发，系统会提醒各单位签收。"),
    )


@publishing.post("/minutes/<minutes_id>/void")
@door("minutes.lead")
def void(minutes_id: str) -> Response:
    """作废, with a reason."""
    reason = request.form.get("reason", "")
    return do_step(
        minutes_id,
        lambda session, viewer: actions.void(session, viewer, minutes_id, reason),
        _("已作废，编号保留在登记簿里。"),
    )


@publishing.post("/minutes/<minutes_id>/receipts")
@door("minutes.comment")
def receive(minutes_id: str) -> Response:
    """签收, for my unit."""
    return do_step(
        minutes_id, lambda session, viewer: actions.receive(session, viewer, minutes_id), _("已为本单位签收。")
    )


@publishing.post("/minutes/<minutes_id>/receipts/reminders")
@door("minutes.lead")
def remind(minutes_id: str) -> Response:
    """催签."""
    told: list[int] = []

    def act(session: Session, viewer: Viewer) -> object:
        told.append(actions.remind(session, viewer, minutes_id))
        return None

    return do_step(minutes_id, act, lambda: _n("已提醒%(num)d个单位。", told[0]))
