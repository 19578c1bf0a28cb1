"""Where passages stand, that they are there at all, and what the document is called."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from ....core.db import transaction
from ....core.errors import Conflict, Invalid, TooLarge
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import actions
from . import asked, minutes
from .doing import do_it


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/paragraphs")
@door("minutes.edit")
def add(minutes_id: str, passage_id: str) -> Response:
    """A paragraph behind this one."""
    text = request.form.get("text", "")
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: actions.add(session, viewer, minutes_id, passage_id, text),
        {"added": text},
        _("已加一段。"),
    )


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/removal")
@door("minutes.edit")
def remove(minutes_id: str, passage_id: str) -> Response:
    """删除; it can be put back."""
    base = asked.base()
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: actions.remove(session, viewer, minutes_id, passage_id, base),
        said=_("已删除一段，可在页尾“已删除的段落”里恢复。"),
    )


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/return")
@door("minutes.edit")
def put_back(minutes_id: str, passage_id: str) -> Response:
    """It stands again."""
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: actions.put_back(session, viewer, minutes_id, passage_id),
        said=_("已恢复这一段。"),
    )


@minutes.post("/minutes/<minutes_id>/passages/<passage_id>/place")
@door("minutes.edit")
def move(minutes_id: str, passage_id: str) -> Response:
    """Up or down by one."""
    up = request.form.get("to") == "up"
    return do_it(
        minutes_id,
        passage_id,
        lambda session, viewer: actions.move(session, viewer, minutes_id, passage_id, up=up),
    )


@minutes.post("/minutes/<minutes_id>/title")
@door("minutes.edit")
def retitle(minutes_id: str) -> Response:
    """Another title."""
    try:
        with transaction() as session:
            actions.retitle(session, current_viewer(), minutes_id, request.form.get("title", ""))
    except (Invalid, TooLarge, Conflict) as refusal:
        flash(refusal.message, "failed")
    return redirect(url_for("minutes.page", minutes_id=minutes_id), 303)
