"""What the composer and the tools of a message do: as forms without script, or asked by one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from ...core.db import reading, transaction
from ...core.errors import Conflict, Invalid, RateLimited, TooLarge
from ...core.i18n import _
from ...core.policy import require
from ...files.shapes import UploadView
from ...web.api import Asked, read_body
from ...web.doors import door
from ...web.errors import STATUS, with_retry
from ...web.viewer import current_viewer
from .. import actions, intake, queries
from ..policy import standing
from ..rules import ASK_ABOVE, clean_public_id
from ..shapes import MessageDraft
from . import channels
from .bringing import given_before, take_files
from .desk import Wanted, draw_desk
from .home import done
from .wishes import acknowledgement_of, written_wishes


@channels.post("/channels/<channel_id>/messages")
@door("channel.post")
def post(channel_id: str) -> Answer:
    """Say something; asks first when it would reach many."""
    viewer = current_viewer()
    written = {name: request.form.get(name, "") for name in ("body", "client_id", "reply_to")}
    written |= written_wishes(request.form)
    with reading() as session:
        require(session, viewer, "channel.post", standing(session, viewer, clean_public_id(channel_id)))
        people = queries.reach(session, viewer, channel_id, written["body"])
    wanted = Wanted(reply=written["reply_to"] or None, written=written)
    try:
        came = [*given_before(viewer, request.form.getlist("uploads"))]
        wanted = replace(wanted, kept=came)
        take_files(viewer, came)
        if _must_ask(people):
            back = url_for("channels.desk", channel_id=channel_id)
            return _confirm(people, url_for("channels.post", channel_id=channel_id), back, written, came)
        posted = intake.post(viewer, _draft(channel_id, written, came))
    except Conflict:
        sentence = _("前面那条已经发出。这里的文字还没有发送，可以作为新消息发送。")
        wanted = replace(wanted, written=written | {"client_id": ""}, error=sentence)
        return current_app.make_response((draw_desk(channel_id, wanted), STATUS[Conflict.code]))
    except (Invalid, TooLarge, RateLimited) as error:
        wanted = replace(wanted, error=error.message)
        return with_retry(current_app.make_response((draw_desk(channel_id, wanted), STATUS[error.code])), error)
    return redirect(url_for("channels.desk", channel_id=channel_id, _anchor=f"m-{posted.id}"), 303)


def _draft(channel_id: str, written: dict[str, str], came: Sequence[UploadView]) -> MessageDraft:
    return MessageDraft(
        channel=channel_id,
        client_id=written["client_id"],
        body=written["body"],
        reply_to=written["reply_to"] or None,
        acknowledgement=acknowledgement_of(request.form),
        is_announcement="announcement" in written,
        files=tuple(upload.public_id for upload in came),
    )


@channels.post("/messages/<message_id>/edit")
@door("message.edit")
def edit(message_id: str) -> Answer:
    """Give one's message other words; asks first when they reach many."""
    viewer = current_viewer()
    body = request.form.get("body", "")
    with reading() as session:
        before = queries.message(session, viewer, message_id)
        people = queries.reach(session, viewer, before.channel, body)
        known = queries.reach(session, viewer, before.channel, before.body)
    back = url_for("channels.message", message_id=message_id)
    if people > known and _must_ask(people):
        return _confirm(people, url_for("channels.edit", message_id=message_id), back, {"body": body})
    intake.edit(viewer, message_id, body)
    return redirect(back, 303)


@channels.post("/messages/<message_id>/retract")
@door("message.retract")
def retract(message_id: str) -> Answer:
    """Take a message back."""
    with transaction() as session:
        actions.retract_message(session, current_viewer(), message_id)
    return redirect(url_for("channels.message", message_id=message_id), 303)


@channels.post("/channels/<channel_id>/read")
@door("channel.read")
def read(channel_id: str) -> Answer:
    """Mark a channel as read up to `seq`."""
    with transaction() as session:
        actions.mark_read(session, current_viewer(), channel_id, request.form.get("seq", 0, type=int))
    return done()


class Words(Asked):
    """Words that have not been sent yet."""

    body: str


@channels.post("/channels/<channel_id>/reach")
@door("channel.post")
def reach(channel_id: str) -> Response:
    """How many people words would mention, and whether to ask before they are sent."""
    viewer = current_viewer()
    with reading() as session:
        require(session, viewer, "channel.post", standing(session, viewer, clean_public_id(channel_id)))
        words: Any = read_body(Words)
        people = queries.reach(session, viewer, channel_id, words.body)
    return jsonify({"people": people, "ask": people > ASK_ABOVE})


@channels.get("/channels/<channel_id>/mentionable")
@door("channel.read")
def mentionable(channel_id: str) -> Response:
    """What can be written after an @ in a channel."""
    with reading() as session:
        found = queries.mentionable(session, current_viewer(), channel_id)
    return jsonify([{"name": one.name, "kind": one.kind, "id": one.id, "detail": one.detail} for one in found])


def _must_ask(people: int) -> bool:
    return people > ASK_ABOVE and request.form.get("confirmed", type=int) != people


def _confirm(people: int, action: str, back: str, fields: dict[str, str], came: Sequence[UploadView] = ()) -> Answer:
    uploads = [upload.public_id for upload in came]
    values = {"people": people, "action": action, "back": back, "fields": fields, "uploads": uploads}
    page = render_template("channels/confirm.html", **values)
    return current_app.make_response(page)
