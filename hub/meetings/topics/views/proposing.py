"""提出议题: the form, from a message, from an issue, or from nothing; what may mean the same is shown beside it."""

from typing import Any
from uuid import uuid4

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ....core.db import reading
from ....core.errors import Conflict, HubError, Invalid, TooLarge
from ....core.i18n import _
from ....core.policy import require
from ....web.doors import door
from ....web.errors import STATUS
from ....web.viewer import current_viewer
from .. import queries
from ..actions import propose_once
from ..offering import Offer, offer
from ..rules import TITLE_LIMIT, WORDS_LIMIT
from ..shapes import Likely, TopicDraft
from . import topics

FIELDS = ("title", "body", "consulted", "open_points", "advice", "client_id", "message", "issue", "seen")


@topics.get("/topics/new")
@door("topic.propose")
def new() -> str:
    """The form; `?message=` or `?issue=` is what the topic comes from."""
    viewer = current_viewer()
    with reading() as session:
        require(session, viewer, "topic.propose")
        found = offer(session, viewer, request.args.get("message", ""), request.args.get("issue", ""))
        like = queries.alike(session, viewer, found.title) if found.title else []
    given = {"title": found.title, "body": found.body, "client_id": str(uuid4()), "issue": found.issue}
    given["message"] = found.origin.message if found.origin else ""
    return _draw(found, given, found.concerned, (), like)


@topics.post("/topics/new", endpoint="create")
@door("topic.propose")
def create() -> Response:
    """Propose it. Where something may mean the same and was not shown yet, that is shown first (without script)."""
    viewer, form = current_viewer(), request.form
    written = {name: form.get(name, "") for name in FIELDS}
    units, asked = tuple(form.getlist("unit")), tuple(form.getlist("consulted_unit"))
    with reading() as session:
        require(session, viewer, "topic.propose")
        found = offer(session, viewer, written["message"], written["issue"])
        like = queries.alike(session, viewer, written["title"])
    if like and written["seen"] != written["title"]:
        page = _draw(found, written | {"seen": written["title"]}, units, asked, like, is_stopped=True)
        return current_app.make_response(page)
    try:
        public_id = propose_once(viewer, _draft(form, units, asked))
    except (Invalid, TooLarge, Conflict) as refusal:
        page = _draw(found, written, units, asked, like, refusal)
        return current_app.make_response((page, STATUS[refusal.code]))
    flash(_("已提出，等待区未保办研究。"), "ok")
    return redirect(url_for("topics.topic", topic_id=public_id), 303)


@topics.get("/topics/similar")
@door("topic.propose")
def similar() -> str:
    """What may mean the same as `?title=`, as the form shows it."""
    viewer = current_viewer()
    with reading() as session:
        require(session, viewer, "topic.propose")
        like = queries.alike(session, viewer, request.args.get("title", "")[:TITLE_LIMIT])
    return render_template("meetings/topics/_alike.html", like=like)


def _draft(form: MultiDict[str, str], units: tuple[str, ...], asked: tuple[str, ...]) -> TopicDraft:
    named = {name: form.get(name, "") for name in FIELDS if name != "seen"}
    return TopicDraft(units=units, consulted_units=asked, **named)


def _draw(  # noqa: PLR0913 (what the form is drawn from)
    found: Offer,
    written: dict[str, Any],
    units: tuple[str, ...],
    asked: tuple[str, ...],
    like: list[Likely],
    refusal: HubError | None = None,
    *,
    is_stopped: bool = False,
) -> str:
    return render_template(
        "meetings/topics/new.html",
        offer=found,
        written=written,
        chosen=units,
        asked=asked,
        like=like,
        is_stopped=is_stopped,
        error=refusal.message if refusal else "",
        field=(refusal.field or "") if refusal else "",
        title_limit=TITLE_LIMIT,
        words_limit=WORDS_LIMIT,
    )
