"""待我处理: what names me or my unit and what I have not read, by how soon, each done in one tap."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from ...core import clock
from ...core.db import reading, transaction
from ...core.viewer import Role, Viewer
from ...plan import queries as plan_queries
from ...web.doors import door
from ...web.errors import speaks_json
from ...web.viewer import current_viewer
from .. import actions, queries
from ..shapes import TodoEntry, Urgency
from . import channels


@channels.get("/")
@door("signed_in")
def home() -> Answer:
    """What waits for me; whoever sees no content goes where their work is."""
    viewer = current_viewer()
    if not viewer.sees_content:
        return redirect(url_for(_first_page(viewer)))
    return current_app.make_response(render_template("channels/home.html", **_waiting(viewer)))


def _first_page(viewer: Viewer) -> str:
    """Where the work of somebody is who sees no content."""
    if viewer.has(Role.ADMIN):
        return "accounts.people"
    return "journal.trail" if viewer.has(Role.AUDITOR) else "accounts.account"


@channels.get("/waiting")
@door("content")
def waiting() -> str:
    """What stands in the page of 待我处理, without its frame."""
    return render_template("channels/_waiting.html", **_waiting(current_viewer()))


@channels.post("/mentions/<message_id>/done")
@door("channel.read")
def settle(message_id: str) -> Answer:
    """Take a mention off the list."""
    with transaction() as session:
        actions.settle_mention(session, current_viewer(), message_id)
    return done()


@channels.post("/mentions/<message_id>/undo")
@door("channel.read")
def reopen(message_id: str) -> Answer:
    """Put a mention back on the list."""
    with transaction() as session:
        actions.reopen_mention(session, current_viewer(), message_id)
    return done()


def done() -> Answer:
    """What a form of 待我处理 gets: nothing for a script, else the page again."""
    return Response(status=204) if speaks_json() else redirect(url_for("channels.home"), 303)


def _waiting(viewer: Viewer) -> dict[str, Any]:
    only_me = request.args.get("only") == "me"
    with reading() as session:
        entries = queries.waiting(session, viewer)
        talks = any(entry.channel for entry in entries)
        must_import = viewer.is_office and not talks and not plan_queries.plans(session, viewer)
    kinds, counted = queries.kinds(), Counter(entry.kind for entry in entries)
    shown = [entry for entry in entries if entry.is_mine] if only_me else entries
    return {
        "groups": list(_by_urgency(shown)),
        "only_me": only_me,
        "must_import": must_import,
        "total": len(entries),
        "mine": sum(entry.is_mine for entry in entries),
        "kinds": kinds,
        "tallies": [kind.tally(counted[name]) for name, kind in kinds.items() if counted[name]],
        "today": clock.today(),
    }


def _by_urgency(entries: Iterable[TodoEntry]) -> Iterable[tuple[Urgency, list[TodoEntry]]]:
    for urgency, group in groupby(entries, key=lambda entry: entry.urgency):
        yield urgency, list(group)
