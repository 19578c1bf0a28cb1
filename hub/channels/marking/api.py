"""The API's doors to pins, marks, what is saved and what is forwarded; docs/api.md tells how to use them."""

from flask import Blueprint

from ...core.db import reading, transaction
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.viewer import Viewer
from ...web.api import api_route
from .. import intake
from ..api import refuse_outsiders
from ..shapes import MessageDraft
from ..wire.marking import (
    ForwardTo,
    MarkedList,
    MarkedWindow,
    PinList,
    SavedList,
    marked_answer,
    pin_answer,
)
from ..wire.messages import MessageAnswer, message_answer
from ..wire.writing import PostedAnswer, posted_answer
from . import actions, queries
from .rules import KINDS

marking_api = Blueprint("marking_api", __name__)
marking_api.before_request(refuse_outsiders)


@api_route(marking_api, "GET", "/channels/<channel>/pins", rule="channel.read", answer=PinList)
def list_pins(viewer: Viewer, channel: str) -> PinList:
    """List what is pinned in a channel."""
    with reading() as session:
        return PinList(pins=[pin_answer(entry) for entry in queries.pins(session, viewer, channel)])


@api_route(marking_api, "PUT", "/messages/<message>/pin", rule="message.pin", answer=MessageAnswer)
def pin_message(viewer: Viewer, message: str) -> MessageAnswer:
    """Pin a message."""
    with transaction() as session:
        return message_answer(actions.pin_message(session, viewer, message), viewer)


@api_route(marking_api, "DELETE", "/messages/<message>/pin", rule="message.pin", answer=MessageAnswer)
def unpin_message(viewer: Viewer, message: str) -> MessageAnswer:
    """Take a pin away."""
    with transaction() as session:
        return message_answer(actions.unpin_message(session, viewer, message), viewer)


@api_route(marking_api, "GET", "/channels/<channel>/marks", rule="channel.read", answer=MarkedList, query=MarkedWindow)
def list_marked(viewer: Viewer, channel: str, query: MarkedWindow) -> MarkedList:
    """List the marked messages of a channel in order."""
    if any(at is not None and at.tzinfo is None for at in (query.from_at, query.to_at)):
        raise Invalid(_("时间要带时区，例如 2026-11-20T09:00:00+08:00。"), field="from_at")
    kinds = KINDS if query.kind is None else (query.kind,)
    with reading() as session:
        found = queries.marked(session, viewer, channel, kinds, query.from_at, query.to_at)
    return MarkedList(marked=[marked_answer(entry) for entry in found])


@api_route(marking_api, "PUT", "/messages/<message>/marks/<kind>", rule="message.mark", answer=MessageAnswer)
def mark_message(viewer: Viewer, message: str, kind: str) -> MessageAnswer:
    """Mark a message as a decision, a statement or a task."""
    with transaction() as session:
        return message_answer(actions.mark_message(session, viewer, message, kind), viewer)


@api_route(marking_api, "DELETE", "/messages/<message>/marks/<kind>", rule="message.unmark", answer=MessageAnswer)
def unmark_message(viewer: Viewer, message: str, kind: str) -> MessageAnswer:
    """Take a mark away."""
    with transaction() as session:
        return message_answer(actions.unmark_message(session, viewer, message, kind), viewer)


@api_route(marking_api, "GET", "/channels/<channel>/saved", rule="channel.read", answer=SavedList)
def list_saved(viewer: Viewer, channel: str) -> SavedList:
    """List what you saved for later in a channel."""
    with reading() as session:
        return SavedList(saved=queries.saved_in(session, viewer, channel))


@api_route(marking_api, "PUT", "/messages/<message>/saved", rule="channel.read", statuses=(204,))
def save_message(viewer: Viewer, message: str) -> None:
    """Save a message for later; only you know."""
    with transaction() as session:
        actions.save_message(session, viewer, message)


@api_route(marking_api, "DELETE", "/messages/<message>/saved", rule="channel.read", statuses=(204,))
def unsave_message(viewer: Viewer, message: str) -> None:
    """Forget that you saved a message."""
    with transaction() as session:
        actions.unsave_message(session, viewer, message)


@api_route(marking_api, "POST", "/messages/<message>/saved/done", rule="channel.read", statuses=(204,))
def finish_saved(viewer: Viewer, message: str) -> None:
    """Take a saved message off the list of what waits for you."""
    with transaction() as session:
        actions.finish_saved(session, viewer, message)


@api_route(marking_api, "DELETE", "/messages/<message>/saved/done", rule="channel.read", statuses=(204,))
def resume_saved(viewer: Viewer, message: str) -> None:
    """Put a saved message back on the list of what waits for you."""
    with transaction() as session:
        actions.resume_saved(session, viewer, message)


@api_route(
    marking_api, "POST", "/messages/<message>/forward", rule="message.forward", answer=PostedAnswer, body=ForwardTo,
    statuses=(201, 200),
)  # fmt: skip
def forward_message(viewer: Viewer, message: str, body: ForwardTo) -> tuple[PostedAnswer, int]:
    """Forward a message to another channel; 201 when it is new, 200 when it had arrived before."""
    posted = intake.post(viewer, MessageDraft(body.channel, body.client_id, body.note, origin=message))
    return posted_answer(posted), 200 if posted.duplicate else 201
