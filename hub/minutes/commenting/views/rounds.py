"""The office's doors: ask, remind, end; and the editors', who answer comments."""

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....core.i18n import _, _n
from ....core.viewer import Viewer
from ....web.doors import door
from ...editing.views.stepping import do_step
from .. import actions
from . import commenting


@commenting.post("/minutes/<minutes_id>/comment-rounds")
@door("minutes.lead")
def ask_units(minutes_id: str) -> Response:
    """征求意见, for so many working days."""
    days = request.form.get("days", "")
    return do_step(
        minutes_id,
        lambda session, viewer: actions.ask_units(session, viewer, minutes_id, days),
        _("已征求意见，系统会通知各单位。"),
    )


@commenting.post("/minutes/<minutes_id>/comment-rounds/reminders")
@door("minutes.lead")
def remind(minutes_id: str) -> Response:
    """催办."""
    told: list[int] = []

    def act(session: Session, viewer: Viewer) -> object:
        told.append(actions.remind(session, viewer, minutes_id))
        return None

    return do_step(minutes_id, act, lambda: _n("已提醒%(num)d个单位。", told[0]))


@commenting.post("/minutes/<minutes_id>/comment-rounds/end")
@door("minutes.lead")
def end(minutes_id: str) -> Response:
    """结束征求意见."""
    reason = request.form.get("reason", "")
    return do_step(
        minutes_id,
        lambda session, viewer: actions.end(session, viewer, minutes_id, reason),
        _("征求意见已结束，可以修改后送审核。"),
    )


@commenting.post("/minutes/<minutes_id>/comments/<comment_id>/verdict")
@door("minutes.edit")
def decide(minutes_id: str, comment_id: str) -> Response:
    """采纳 or 不采纳, with words; 采纳并照改 rewrites the passage."""
    choice, reply = request.form.get("verdict", ""), request.form.get("reply", "")
    verdict = "accepted" if choice == "rewritten" else choice
    return do_step(
        minutes_id,
        lambda session, viewer: actions.decide(
            session, viewer, minutes_id, comment_id, verdict, reply, rewrites=choice == "rewritten"
        ),
        _("已答复。"),
        f"comment-{comment_id}",
    )
