"""日历订阅: my secret addresses; what programs read under them; and one consultation as a file for a calendar."""

import hashlib
import logging
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from ...core import clock
from ...core.db import OUT_OF_REACH, reading, transaction
from ...core.errors import Conflict, HubError, Invalid, NotFound, TooLarge
from ...core.i18n import _, current_locale, speaking
from ...web.doors import door
from ...web.errors import STATUS
from ...web.headers import may_be_kept
from ...web.viewer import current_viewer
from .. import ical
from ..entries import entry_of
from ..sight import found
from . import actions, queries
from .pace import Pace
from .rules import is_to_note
from .shapes import OpenFeed

log = logging.getLogger(__name__)

feeds = Blueprint("feeds", __name__)
CALENDAR = "text/calendar; charset=utf-8"
PACE = "feed_pace"


@feeds.record_once
def _make_pace(state: Any) -> None:
    state.app.extensions[PACE] = Pace()


@feeds.get("/calendar-feeds")
@door("content")
def mine() -> Answer:
    """My secret addresses, and a form for another."""
    return _page()


@feeds.post("/calendar-feeds")
@door("content")
def make() -> Answer:
    """Make a secret address and show it, this once."""
    name = request.form.get("name", "")
    try:
        with transaction() as session:
            secret = actions.make(session, current_viewer(), name)
    except (Invalid, TooLarge, Conflict) as refusal:
        return _page(refusal, name=name)
    return _page(address=_site() + url_for("feeds.read", secret=secret))


@feeds.post("/calendar-feeds/<feed_id>/revocation")
@door("feed.own")
def revoke(feed_id: str) -> Answer:
    """Make one of my addresses worthless."""
    with transaction() as session:
        actions.revoke(session, current_viewer(), feed_id)
    flash(_("日历订阅已作废，使用它的程序不能再读取。"), "ok")
    return redirect(url_for("feeds.mine"), 303)


@feeds.get("/feeds/<secret>.ics")
@door("public")
def read(secret: str) -> Answer:
    """Somebody's consultations, for a program that knows the address; who asks otherwise does not matter."""
    pace: Pace = current_app.extensions[PACE]
    with reading() as session:
        feed = queries.opened(session, secret)
    if feed is None:
        pace.count_miss(request.remote_addr or "")
        raise NotFound(_("没有找到，或者您无权查看。"))
    pace.count_read(feed.id)
    _note_use(feed)
    with speaking(feed.viewer.locale):
        return _calendar(feed)


@feeds.get("/consultations/<consultation_id>/calendar.ics")
@door("consultation.read")
def one(consultation_id: str) -> Answer:
    """One consultation, to be put into a calendar by hand."""
    with reading() as session:
        row = found(session, current_viewer(), consultation_id)
        entry = entry_of(session, row.id)
    entries = [entry] if entry is not None else []
    headers = {"Content-Disposition": f"attachment; filename={consultation_id}.ics"}
    return Response(ical.feed(entries, _site(), _("会商")), headers=headers, content_type=CALENDAR)


def _calendar(feed: OpenFeed) -> Answer:
    """What the feed holds now; nothing is put together for a program that has it already."""
    with reading() as session:
        entries = queries.content(session, feed.viewer, clock.now())
    site, name = _site(), _("会商（%(name)s）", name=feed.viewer.name)
    mark = hashlib.sha256(repr((site, name, current_locale(), entries)).encode()).hexdigest()
    if mark in request.if_none_match:
        return _headed(Response(status=304), mark)
    return _headed(Response(ical.feed(entries, site, name), content_type=CALENDAR), mark)


def _headed(answer: Answer, mark: str) -> Answer:
    may_be_kept()
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(mark)
    return answer


def _note_use(feed: OpenFeed) -> None:
    if not is_to_note(feed.used_at, clock.now()):
        return
    try:
        with transaction() as session:
            actions.note_use(session, feed.id)
    except OUT_OF_REACH as error:  # whoever only reads must not be refused because nothing can be written
        log.warning("could not note the use of a feed: %s", type(error).__name__)


def _site() -> str:
    site: str = current_app.config["HUB"].public_url
    return site


def _page(refusal: HubError | None = None, name: str = "", address: str = "") -> Answer:
    with reading() as session:
        rows = queries.my_feeds(session, current_viewer())
    status = STATUS[refusal.code] if refusal else 200
    error = refusal.message if refusal else ""
    page = render_template("meetings/feeds.html", feeds=rows, name=name, error=error, address=address)
    return current_app.make_response((page, status))
