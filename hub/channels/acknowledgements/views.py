"""What the card of a message and 待我处理 do: 收到, its undoing, 催办; and what the composer offers to ask."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Conflict, Invalid, RateLimited, TooLarge
from ...core.i18n import _, _n
from ...web.doors import door
from ...web.errors import speaks_json
from ...web.viewer import current_viewer
from ..shapes import AskableGroup, AskableUnit
from ..views.home import done
from . import actions, queries
from . import asking as _asking  # noqa: F401 (posts may ask)
from .rules import HOURS

acknowledgements = Blueprint("acknowledgements", __name__)


@acknowledgements.app_context_processor
def _offer() -> dict[str, object]:
    return {"askable": askable, "ack_hours": hours_offered}


def askable(channel_id: str) -> tuple[list[AskableUnit], list[AskableGroup]]:
    """The units and groups that the viewer can ask in a channel, for the composer."""
    with reading() as session:
        units = queries.askable(session, current_viewer(), channel_id)
        return units, queries.askable_groups(session, units)


def hours_offered() -> list[tuple[int, str]]:
    """The deadlines that the composer offers, in working hours."""
    return [(hours, _n("%(num)d个工作小时内", hours)) for hours in HOURS]


@acknowledgements.post("/messages/<message_id>/acknowledgement")
@door("acknowledgement.give")
def acknowledge(message_id: str) -> Response:
    """收到, for my unit."""
    return _do(lambda: _acknowledge(message_id), message_id)


@acknowledgements.post("/messages/<message_id>/acknowledgement/undo")
@door("acknowledgement.give")
def undo(message_id: str) -> Response:
    """Take my unit's answer back."""
    return _do(lambda: _undo(message_id), message_id)


@acknowledgements.post("/messages/<message_id>/reminders")
@door("acknowledgement.remind")
def remind(message_id: str) -> Response:
    """催办 the missing units, with `reason`."""
    return _do(lambda: _remind(message_id, request.form.get("reason", "")), message_id)


def _acknowledge(message_id: str) -> str:
    with transaction() as session:
        actions.acknowledge(session, current_viewer(), message_id)
    return _("已为您单位回执。")


def _undo(message_id: str) -> str:
    with transaction() as session:
        actions.undo(session, current_viewer(), message_id)
    return _("已撤销您单位的回执。")


def _remind(message_id: str, reason: str) -> str:
    with transaction() as session:
        actions.remind(session, current_viewer(), message_id, reason)
    return _("已催办未回执的单位。")


def _do(act: Callable[[], str], message_id: str) -> Response:
    """Do it and say so; a script gets nothing or the refusal, a form the page that it came from with the sentence."""
    try:
        sentence = act()
    except (Conflict, Invalid, RateLimited, TooLarge) as refusal:
        if speaks_json():
            raise
        flash(refusal.message, "soon")
    else:
        if speaks_json():
            return done()
        flash(sentence, "ok")
    if request.form.get("back") == "home":
        return done()
    return redirect(url_for("channels.message", message_id=message_id), 303)
