"""Forwarding by a form, in a page of its own or in a dialog over the conversation."""

from itertools import groupby
from typing import Any
from uuid import uuid4

from flask import current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from ....core.db import reading
from ....core.errors import Conflict, Denied, Invalid, RateLimited, TooLarge
from ....web.doors import door
from ....web.errors import STATUS, speaks_json, with_retry
from ....web.viewer import current_viewer
from ... import intake
from ... import queries as channel_queries
from ...shapes import MessageDraft
from .. import queries
from . import marking

KEPT = (Invalid, TooLarge, Conflict, Denied, RateLimited)
"""Refusals after which the form stands there again with what was typed."""


@marking.get("/messages/<message_id>/forward")
@door("channel.read")
def forward_form(message_id: str) -> str:
    """Where to, and a note; `?part=form` is the form alone, for a dialog."""
    name = "_forward.html" if request.args.get("part") == "form" else "forward.html"
    return _drawn(name, message_id, {"client_id": str(uuid4())})


@marking.post("/messages/<message_id>/forward")
@door("message.forward")
def forward(message_id: str) -> Answer:
    """Forward a message; leads to where it stands now."""
    written = {name: request.form.get(name, "") for name in ("channel", "client_id", "note")}
    draft = MessageDraft(written["channel"], written["client_id"], written["note"], origin=message_id)
    try:
        posted = intake.post(current_viewer(), draft)
    except KEPT as error:
        if speaks_json():
            raise
        page = _drawn("forward.html", message_id, written | {"error": error.message})
        return with_retry(current_app.make_response((page, STATUS[error.code])), error)
    if speaks_json():
        return jsonify({"id": posted.id})
    return redirect(
        url_for("channels.desk", channel_id=draft.channel, message=posted.id, _anchor=f"m-{posted.id}"), 303
    )


def _drawn(name: str, message_id: str, written: dict[str, Any]) -> str:
    viewer = current_viewer()
    with reading() as session:
        message = channel_queries.message(session, viewer, message_id)
        targets = queries.targets(session, viewer, but=message.channel)
    groups = [(section, list(group)) for section, group in groupby(targets, key=lambda target: target.section)]
    return render_template(f"channels/marking/{name}", message=message, groups=groups, **written)
