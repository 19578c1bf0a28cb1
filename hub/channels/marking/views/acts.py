"""What is done with one message, by a form: pin, mark, save, and the ways back."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from ....core.db import transaction
from ....web.doors import door
from ....web.errors import speaks_json
from ....web.viewer import current_viewer
from ...views.home import done
from .. import actions
from . import marking


@marking.post("/messages/<message_id>/pin")
@door("message.pin")
def pin(message_id: str) -> Answer:
    """Pin a message."""
    with transaction() as session:
        actions.pin_message(session, current_viewer(), message_id)
    return _back(message_id)


@marking.post("/messages/<message_id>/unpin")
@door("message.pin")
def unpin(message_id: str) -> Answer:
    """Take a pin away."""
    with transaction() as session:
        actions.unpin_message(session, current_viewer(), message_id)
    return _back(message_id)


@marking.post("/messages/<message_id>/marks/<kind>")
@door("message.mark")
def mark(message_id: str, kind: str) -> Answer:
    """Mark a message."""
    with transaction() as session:
        actions.mark_message(session, current_viewer(), message_id, kind)
    return _back(message_id)


@marking.post("/messages/<message_id>/marks/<kind>/remove")
@door("message.unmark")
def unmark(message_id: str, kind: str) -> Answer:
    """Take a mark away; from the list of marks back to that list."""
    with transaction() as session:
        view = actions.unmark_message(session, current_viewer(), message_id, kind)
    if request.form.get("back") == "marks" and not speaks_json():
        return redirect(url_for("marking.marks", channel_id=view.channel), 303)
    return _back(message_id)


@marking.post("/messages/<message_id>/save")
@door("channel.read")
def save(message_id: str) -> Answer:
    """Save a message for later."""
    with transaction() as session:
        actions.save_message(session, current_viewer(), message_id)
    return _back(message_id)


@marking.post("/messages/<message_id>/unsave")
@door("channel.read")
def unsave(message_id: str) -> Answer:
    """Forget that a message was saved."""
    with transaction() as session:
        actions.unsave_message(session, current_viewer(), message_id)
    return _back(message_id)


@marking.post("/saved/<message_id>/done")
@door("channel.read")
def finish(message_id: str) -> Answer:
    """Take what was saved off 待我处理."""
    with transaction() as session:
        actions.finish_saved(session, current_viewer(), message_id)
    return done()


@marking.post("/saved/<message_id>/undo")
@door("channel.read")
def resume(message_id: str) -> Answer:
    """Put what was saved back on 待我处理."""
    with transaction() as session:
        actions.resume_saved(session, current_viewer(), message_id)
    return done()


def _back(message_id: str) -> Answer:
    """Nothing for a script, else the message in its conversation."""
    if speaks_json():
        return Response(status=204)
    return redirect(url_for("channels.message", message_id=message_id), 303)
