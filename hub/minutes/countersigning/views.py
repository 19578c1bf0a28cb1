"""Doors of countersignatures: the office asks, or not after all; leaders agree or object, with their password again."""

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ...accounts.views.sign_in import prove
from ...core.db import reading
from ...core.errors import Invalid, RateLimited
from ...core.i18n import _
from ...core.policy import require
from ...core.viewer import Viewer
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries
from ..editing.views.stepping import do_step, refused
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
    viewer = current_viewer()
    with reading() as session:
        require(session, viewer, "minutes.countersign", queries.found(session, viewer, minutes_id))
    answer, words, seen = (request.form.get(name, "") for name in ("answer", "words", "seen"))

    def act(session: Session, viewer: Viewer) -> object:
        return actions.countersign(session, viewer, minutes_id, answer, words, seen)

    try:
        prove(viewer, request.form.get("password", ""))
    except (Invalid, RateLimited) as refusal:
        return refused(minutes_id, refusal)
    return do_step(minutes_id, act, _("已会签。"))
