"""The page of announcements."""

from flask import Blueprint, render_template, request

from ...core.db import reading
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries as channels
from . import announcing as _announcing  # noqa: F401 (posts may be announcements)
from . import queries

announcements = Blueprint("announcements", __name__)


@announcements.get("/channels/<channel_id>/announcements", endpoint="announcements")
@door("channel.read")
def page(channel_id: str) -> str:
    """A channel's announcements, the newest first; `?before=` a number the older ones."""
    viewer = current_viewer()
    with reading() as session:
        entry = channels.channel_page(session, viewer, channel_id).entry
        found, more = queries.announcements(session, viewer, channel_id, request.args.get("before", type=int))
    return render_template("channels/announcements/page.html", entry=entry, messages=found, more=more)
