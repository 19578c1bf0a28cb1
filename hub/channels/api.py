"""The API's doors to channels: read, follow, post, edit, retract, mark as read; docs/api.md tells how to use them."""

from flask import Blueprint, current_app, request

from ..core.db import reading, transaction
from ..core.policy import require_sight
from ..core.viewer import Viewer
from ..web.api import api_route
from ..web.doors import policy_of
from ..web.viewer import current_viewer
from . import actions, intake, queries
from .wire.channels import (
    ChannelDetails,
    ChannelList,
    HeadList,
    MemberList,
    ReadMark,
    ReadTo,
    UnitOfItem,
    channel_answer,
    head_answer,
    member_answer,
)
from .wire.messages import (
    After,
    ChangeAnswer,
    ChangeList,
    MessageAnswer,
    MessageList,
    MessageWindow,
    Revision,
    RevisionList,
    message_answer,
)
from .wire.waiting import MentionList, mention_answer
from .wire.writing import BodyQuery, NewMessage, NewWords, PostedAnswer, Reach, draft_of, posted_answer

channels_api = Blueprint("channels_api", __name__)


@channels_api.before_request
def refuse_outsiders() -> None:
    """Refuse outsiders before a word of the request is read: a 422 would tell them that the channel is there.

    What members may not do their action refuses; a post that is only a retry it still answers as the first time.
    """
    named = {name: value for name, value in (request.view_args or {}).items() if name in {"channel", "message"}}
    if not named:
        return
    rule = policy_of(current_app, request.endpoint or "") or ""
    with reading() as session:
        require_sight(session, current_viewer(), rule, queries.thing(session, current_viewer(), **named))


@api_route(channels_api, "GET", "/channels", rule="content", answer=ChannelList)
def list_channels(viewer: Viewer) -> ChannelList:
    """List the channels that you are a member of."""
    with reading() as session:
        return ChannelList(channels=[channel_answer(entry) for entry in queries.channels_of(session, viewer)])


@api_route(channels_api, "GET", "/channels/<channel>", rule="channel.read", answer=ChannelDetails)
def get_channel(viewer: Viewer, channel: str) -> ChannelDetails:
    """Get a channel with the units that answer for it."""
    with reading() as session:
        page = queries.channel_page(session, viewer, channel)
    units = [UnitOfItem(id=unit.public_id, name=unit.name, is_lead=unit.is_lead) for unit in page.units]
    details = channel_answer(page.entry).model_dump()
    return ChannelDetails(**details, units=units, member_count=page.member_count, may_post=page.may_post)


@api_route(channels_api, "GET", "/channels/<channel>/members", rule="channel.read", answer=MemberList)
def list_members(viewer: Viewer, channel: str) -> MemberList:
    """List who is in a channel."""
    with reading() as session:
        return MemberList(members=[member_answer(member) for member in queries.members(session, viewer, channel)])


@api_route(
    channels_api, "GET", "/channels/<channel>/messages", rule="channel.read", answer=MessageList, query=MessageWindow
)
def list_messages(viewer: Viewer, channel: str, query: MessageWindow) -> MessageList:
    """Read a window of messages."""
    with reading() as session:
        page = queries.messages(
            session, viewer, channel, before=query.before, after=query.after, around=query.around, limit=query.limit
        )
    messages = [message_answer(message, viewer) for message in page.messages]
    return MessageList(messages=messages, has_before=page.has_before, has_after=page.has_after)


@api_route(
    channels_api, "POST", "/channels/<channel>/messages", rule="channel.post", answer=PostedAnswer, body=NewMessage,
    statuses=(201, 200),
)  # fmt: skip
def post_message(viewer: Viewer, channel: str, body: NewMessage) -> tuple[PostedAnswer, int]:
    """Post a message; 201 when it is new, 200 when it had arrived before."""
    posted = intake.post(viewer, draft_of(channel, body))
    return posted_answer(posted), 200 if posted.duplicate else 201


@api_route(channels_api, "GET", "/channels/<channel>/changes", rule="channel.read", answer=ChangeList, query=After)
def list_changes(viewer: Viewer, channel: str, query: After) -> ChangeList:
    """Follow a channel: what changed after a number."""
    with reading() as session:
        changes, head, more = queries.changes(session, viewer, channel, query.after, query.limit)
    found = [
        ChangeAnswer(change=change.change, action=change.action, message=message_answer(change.message, viewer))
        for change in changes
    ]
    return ChangeList(changes=found, change=head, more=more)


@api_route(channels_api, "PUT", "/channels/<channel>/read", rule="channel.read", answer=ReadMark, body=ReadTo)
def mark_read(viewer: Viewer, channel: str, body: ReadTo) -> ReadMark:
    """Move your read mark forward."""
    return ReadMark(last_read=intake.mark_read(viewer, channel, body.seq))


@api_route(channels_api, "GET", "/channels/<channel>/reach", rule="channel.read", answer=Reach, query=BodyQuery)
def get_reach(viewer: Viewer, channel: str, query: BodyQuery) -> Reach:
    """Count the persons whom words would mention, before they are sent."""
    with reading() as session:
        return Reach(people=queries.reach(session, viewer, channel, query.body))


@api_route(channels_api, "GET", "/heads", rule="content", answer=HeadList)
def list_heads(viewer: Viewer) -> HeadList:
    """Compare where all your channels stand."""
    with reading() as session:
        heads = [head_answer(head) for head in queries.heads(session, viewer)]
        return HeadList(heads=heads, waiting=queries.waiting_count(session, viewer))


@api_route(channels_api, "GET", "/messages/<message>", rule="channel.read", answer=MessageAnswer)
def get_message(viewer: Viewer, message: str) -> MessageAnswer:
    """Read one message."""
    with reading() as session:
        return message_answer(queries.message(session, viewer, message), viewer)


@api_route(channels_api, "PATCH", "/messages/<message>", rule="message.edit", answer=MessageAnswer, body=NewWords)
def edit_message(viewer: Viewer, message: str, body: NewWords) -> MessageAnswer:
    """Give your message other words; the earlier ones stay readable."""
    return message_answer(intake.edit(viewer, message, body.body), viewer)


@api_route(channels_api, "DELETE", "/messages/<message>", rule="message.retract", answer=MessageAnswer)
def retract_message(viewer: Viewer, message: str) -> MessageAnswer:
    """Take a message back; its place stays."""
    with transaction() as session:
        view = actions.retract_message(session, viewer, message)
    return message_answer(view, viewer)


@api_route(channels_api, "GET", "/messages/<message>/revisions", rule="message.history", answer=RevisionList)
def list_revisions(viewer: Viewer, message: str) -> RevisionList:
    """Read what a message said before."""
    with reading() as session:
        found = queries.revisions(session, viewer, message)
    return RevisionList(revisions=[Revision(text=row.body, written_at=row.written_at) for row in found])


@api_route(channels_api, "GET", "/mentions", rule="content", answer=MentionList)
def list_mentions(viewer: Viewer) -> MentionList:
    """List the messages that mention you or your unit, or answer yours, and wait for you."""
    with reading() as session:
        entries = queries.mentions(session, viewer) + queries.replies(session, viewer)
    return MentionList(mentions=[mention_answer(entry) for entry in entries])


@api_route(channels_api, "POST", "/mentions/<message>/done", rule="channel.read", statuses=(204,))
def settle_mention(viewer: Viewer, message: str) -> None:
    """Take a mention off the list of what waits for you."""
    with transaction() as session:
        actions.settle_mention(session, viewer, message)


@api_route(channels_api, "DELETE", "/mentions/<message>/done", rule="channel.read", statuses=(204,))
def reopen_mention(viewer: Viewer, message: str) -> None:
    """Put a mention back on the list of what waits for you."""
    with transaction() as session:
        actions.reopen_mention(session, viewer, message)
