"""Doors of countersignatures: the office asks, or not after all; leaders agree or object, with their password again."""

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ...core.db import reading
from ...core.i18n import _
from ...core.viewer import Viewer
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries
from ..editing.views.stepping import do_proved, do_step
from . import actions
from .queries import Countersigning
from .queries import countersigning as known

countersigning = Blueprint("countersigning", __name__)


@countersigning.app_template_global()
def countersigning_of(minutes: str) -> Countersigning:
    """Who is asked to countersign minutes (public id), and what they said."""
    with reading() as session:
        viewer = current_viewer()
        return known(session, viewer, queries.found(session, viewer, minutes))


@countersigning.post("/minutes/<minutes_id>/countersignatures")
@door("minutes.lead")
def ask(minutes_id: str) -> Response:
    """请会签: units that are asked."""
    units = request.form.getlist("units")
    return do_step(
        minutes_id,
        lambda session, viewer: actions.ask(session, viewer, minutes_id, units),
        _("已请会签，系统会通知单位负责人。"),
    )


@countersigning.post("/minutes/<minutes_id>/countersignatures/<countersignature_id>/withdrawal")
@door("minutes.lead")
def call_off(minutes_id: str, countersignature_id: str) -> Response:
    """不再请会签."""
    return do_step(
        minutes_id,
        lambda session, viewer: actions.call_off(session, viewer, minutes_id, countersignature_id),
        _("已取消会签。"),
    )


@countersigning.post("/minutes/<minutes_id>/countersignature")
@door("minutes.countersign")
def countersign(minutes_id: str) -> Response:
    """会签 for my unit: 同意 or 不同意, with the password again."""
    answer, words, seen = (request.form.get(name, "") for name in ("answer", "words", "seen"))

    def act(session: Session, viewer: Viewer) -> object:
        return actions.countersign(session, viewer, minutes_id, answer, words, seen)

    return do_proved(minutes_id, "minutes.countersign", act, _("已会签。"))
