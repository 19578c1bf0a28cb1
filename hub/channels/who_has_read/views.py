"""谁看过: a page without script, a dialog's content with one."""

from flask import Blueprint, render_template

from ...core.db import reading
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries as messages
from . import queries

readers = Blueprint("readers", __name__)


@readers.get("/messages/<message_id>/readers", endpoint="readers")
@door("message.readers")
def page(message_id: str) -> str:
    """Which units have read a message; the page's `[data-readers]` is what a dialog shows."""
    viewer = current_viewer()
    with reading() as session:
        found = queries.readers_of(session, viewer, message_id)
        message = messages.message(session, viewer, message_id)
    return render_template("channels/readers/page.html", readers=found, message=message)
