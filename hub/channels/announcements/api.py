"""The API's doors to announcements."""

from dataclasses import replace

from flask import Blueprint

from ...core.db import reading
from ...core.viewer import Viewer
from ...web.api import api_route
from .. import intake
from ..api import refuse_outsiders
from ..wire.acknowledgements import Older
from ..wire.messages import MessageList, message_answer
from ..wire.writing import NewMessage, PostedAnswer, draft_of, posted_answer
from . import announcing as _announcing  # noqa: F401 (posts may be announcements)
from . import queries

announcements_api = Blueprint("announcements_api", __name__)
announcements_api.before_request(refuse_outsiders)


@api_route(
    announcements_api, "GET", "/channels/<channel>/announcements", rule="channel.read", answer=MessageList, query=Older
)
def list_announcements(viewer: Viewer, channel: str, query: Older) -> MessageList:
    """Read a channel's announcements, the newest first."""
    with reading() as session:
        found, more = queries.announcements(session, viewer, channel, query.before)
    return MessageList(
        messages=[message_answer(one, viewer) for one in found], has_before=more, has_after=query.before is not None
    )


@api_route(
    announcements_api, "POST", "/channels/<channel>/announcements", rule="announcement.post", answer=PostedAnswer,
    body=NewMessage, statuses=(201, 200),
)  # fmt: skip
def announce(viewer: Viewer, channel: str, body: NewMessage) -> tuple[PostedAnswer, int]:
    """Announce something to everybody; the office alone, in 全体."""
    posted = intake.post(viewer, replace(draft_of(channel, body), is_announcement=True))
    return posted_answer(posted), 200 if posted.duplicate else 201
