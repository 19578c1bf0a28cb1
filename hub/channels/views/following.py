"""What a page's script asks for to stay equal to the database: more history, and the changes after a number."""

from typing import Any

from flask import Response, jsonify, render_template, request

from ...core.db import reading
from ...core.i18n import current_locale
from ...web.doors import door
from ...web.rendering import render_fragment
from ...web.viewer import current_viewer
from .. import queries
from ..shapes import ChangeView
from . import channels

PAGE = 50


@channels.get("/channels/<channel_id>/messages")
@door("channel.read")
def messages(channel_id: str) -> str:
    """Messages `?before=`, `?after=` or `?around=` a number, else the newest, with where the channel stood."""
    asked, viewer = request.args, current_viewer()
    with reading() as session:
        page = queries.messages(
            session,
            viewer,
            channel_id,
            before=asked.get("before", type=int),
            after=asked.get("after", type=int),
            around=asked.get("around", type=int),
            limit=PAGE,
        )
        entry = queries.channel_page(session, viewer, channel_id).entry
    return render_template(
        "channels/_page.html", messages=page.messages, head=entry.head, change=entry.change, unread_from=0
    )


@channels.get("/channels/<channel_id>/changes")
@door("channel.read")
def changes(channel_id: str) -> Response:
    """The changes `?after=` a number, each as a stream brings it, drawn in the reader's language."""
    viewer = current_viewer()
    with reading() as session:
        found, head, more = queries.changes(session, viewer, channel_id, request.args.get("after", 0, type=int))
    drawn = [_drawn(change, mine=change.message.author_id == viewer.person_id) for change in found]
    return jsonify({"changes": drawn, "change": head, "more": more})


def _drawn(change: ChangeView, *, mine: bool) -> dict[str, Any]:
    message = change.message
    return {
        "change": change.change,
        "seq": message.seq,
        "action": "append" if change.action == "create" else "replace",
        "html": render_fragment("channels/_message.html", current_locale(), message=message),
        "id": message.public_id,
        "author": message.author_public_id,
        **({"client_id": message.client_id} if mine else {}),
    }


@channels.get("/messages/<message_id>/history")
@door("message.history")
def history(message_id: str) -> str:
    """Every version of a message, the newest first."""
    viewer = current_viewer()
    with reading() as session:
        message = queries.message(session, viewer, message_id)
        earlier = queries.revisions(session, viewer, message_id)
    return render_template("channels/history.html", message=message, earlier=list(reversed(earlier)))
