"""The desk: channels by section, one conversation, and the item behind it."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from uuid import uuid4

from flask import current_app, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ...accounts.queries import directory
from ...core.db import reading
from ...core.errors import HubError, NotFound
from ...core.viewer import Viewer
from ...files.kinds import ACCEPT
from ...files.rules import FILE_LIMIT
from ...files.shapes import UploadView
from ...plan import queries as plan_queries
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import queries
from ..attachments.rules import FILES_LIMIT
from ..rules import BODY_LIMIT, excerpt
from ..shapes import ChannelEntry, ChannelPage, MemberView, MessagePage, MessageView
from . import channels
from .listing import listed

LAST_CHANNEL = "hub_channel"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which place of a channel is asked for: a message, a number, a Shanghai date; and what is being written."""

    message: str | None = None
    seq: int | None = None
    on: date | None = None
    reply: str | None = None
    written: dict[str, str] = field(default_factory=dict)
    error: str = ""
    kept: list[UploadView] = field(default_factory=list)


@channels.get("/channels", endpoint="channels")
@door("content")
def last_channel() -> Response:
    """The channel that I was in last, else the first of mine."""
    viewer = current_viewer()
    with reading() as session:
        entries = queries.channels_of(session, viewer)
    if not entries:
        return current_app.make_response(render_template("channels/none.html"))
    known = {entry.public_id for entry in entries}
    last = request.cookies.get(LAST_CHANNEL)
    return redirect(url_for("channels.desk", channel_id=last if last in known else entries[0].public_id))


@channels.get("/channels/<channel_id>", endpoint="desk")
@door("channel.read")
def desk(channel_id: str) -> Response:
    """A conversation: where I stopped reading, or at `?message=`, `?seq=`, `?on=2026-11-20`; `?reply=` quotes."""
    wanted = Wanted(
        message=request.args.get("message"),
        seq=request.args.get("seq", type=int),
        on=request.args.get("on", type=_read_date),
        reply=request.args.get("reply"),
    )
    response = current_app.make_response(draw_desk(channel_id, wanted))
    response.set_cookie(LAST_CHANNEL, channel_id, path="/channels", httponly=True, samesite="Lax", max_age=90 * 86400)
    return response


@channels.get("/channels/list")
@door("content")
def items() -> str:
    """The list of channels alone; `?current=` is the one that is open."""
    with reading() as session:
        entries = queries.channels_of(session, current_viewer())
    return render_template("channels/_items.html", **listed(entries, request.args.get("current", "")))


@channels.get("/messages/<message_id>", endpoint="message")
@door("channel.read")
def message_link(message_id: str) -> Response:
    """A message's lasting address: leads to its place in the conversation."""
    with reading() as session:
        found = queries.message(session, current_viewer(), message_id)
    return redirect(url_for("channels.desk", channel_id=found.channel, message=message_id, _anchor=f"m-{message_id}"))


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation alone, for a page that has it beside something else: where one stopped reading, or the newest."""

    page: ChannelPage
    messages: MessagePage
    mine: list[str]
    unread_from: int


def talk_of(session: Session, viewer: Viewer, channel_id: str) -> Talk:
    """The conversation of a channel (public id) as the viewer sees it; NotFound."""
    page = queries.channel_page(session, viewer, channel_id)
    messages = _messages(session, viewer, page.entry, None)
    return Talk(page, messages, _names_of_me(session, viewer, page), _unread_from(page.entry))


def composing(wanted: Wanted) -> dict[str, Any]:
    """What the composer needs: its limits, and what is in it."""
    return {
        "body_limit": BODY_LIMIT,
        "excerpt": excerpt,
        "client_id": wanted.written.get("client_id") or str(uuid4()),
        "body": wanted.written.get("body", ""),
        "written": wanted.written,
        "error": wanted.error,
        "kept": wanted.kept,
        "accept": ACCEPT,
        "file_limit": FILE_LIMIT,
        "files_limit": FILES_LIMIT,
    }


def draw_desk(channel_id: str, wanted: Wanted) -> str:
    """The page of a channel; NotFound."""
    viewer = current_viewer()
    with reading() as session:
        page = queries.channel_page(session, viewer, channel_id)
        sought = _sought(session, viewer, page.entry, wanted)
        values = {
            "page": page,
            "item": _item(session, viewer, page.entry),
            "members": _by_unit(queries.members(session, viewer, channel_id)),
            "messages": _messages(session, viewer, page.entry, sought.seq if sought else wanted.seq),
            "mine": _names_of_me(session, viewer, page),
            "reply": _quoted(session, viewer, page.entry, wanted.reply),
            "sought": sought.seq if sought else None,
            "sought_message": sought if sought and wanted.message else None,
            **listed(queries.channels_of(session, viewer), channel_id),
        }
    return render_template("channels/desk.html", **values, unread_from=_unread_from(page.entry), **composing(wanted))


def _sought(session: Session, viewer: Viewer, entry: ChannelEntry, wanted: Wanted) -> MessageView | None:
    """The message that is asked for; a number past either end finds the message there."""
    if wanted.message:
        found = queries.message(session, viewer, wanted.message)
        return found if found.channel == entry.public_id else None
    seq = wanted.seq
    if wanted.on is not None:
        seq = queries.first_seq_on(session, viewer, entry.public_id, wanted.on) or entry.head
    if seq is None or not entry.head:
        return None
    at = min(max(seq, 1), entry.head)
    return queries.messages(session, viewer, entry.public_id, after=at - 1, limit=1).messages[0]


def _messages(session: Session, viewer: Viewer, entry: ChannelEntry, seq: int | None) -> MessagePage:
    """A page around the place asked for, or around the first unread message, else the newest."""
    if seq is None and entry.last_read and entry.unread > PAGE - 5:
        seq = entry.last_read + 1
    return queries.messages(session, viewer, entry.public_id, around=seq, limit=PAGE)


def _unread_from(entry: ChannelEntry) -> int:
    """Where the first-unread line stands; 0 for none. Whoever is new has no place where they stopped."""
    return entry.last_read + 1 if entry.unread and entry.last_read else 0


def _item(session: Session, viewer: Viewer, entry: ChannelEntry) -> Any:
    """The item behind the channel, unless there is none or the viewer reads no plans (observers)."""
    if entry.plan_public_id is None or entry.item_public_id is None:
        return None
    try:
        return plan_queries.item(session, viewer, entry.plan_public_id, entry.item_public_id)
    except HubError:
        return None


def _quoted(session: Session, viewer: Viewer, entry: ChannelEntry, reply: str | None) -> MessageView | None:
    if not reply:
        return None
    try:
        found = queries.message(session, viewer, reply)
    except NotFound:
        return None
    return found if found.channel == entry.public_id and found.retracted_at is None else None


def _names_of_me(session: Session, viewer: Viewer, page: ChannelPage) -> list[str]:
    """The marks of mentions that mean the viewer: in person, by unit, by group (`core.markup`, data-mention)."""
    groups = [group.public_id for group in directory(session).groups if viewer.unit_id in group.unit_ids]
    if page.entry.is_lead:
        groups.append("lead")
    if page.entry.is_responsible:
        groups.append("responsible")
    return [f"person:{viewer.public_id}", f"unit:{viewer.unit_public_id}", *(f"group:{group}" for group in groups)]


def _by_unit(members: list[MemberView]) -> list[tuple[str, list[MemberView]]]:
    return [(unit, list(people)) for unit, people in groupby(members, key=lambda member: member.unit_name)]


def _read_date(text: str) -> date:
    return date.fromisoformat(text)
