"""One ladder: its steps in a form, an example of them, and its versions; nothing counts before it has been looked at."""

from datetime import datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ....accounts.faults import Faults
from ....calendar import office_time
from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import Conflict
from ....core.i18n import _, _n
from ....escalation import actions, checks, versions
from ....escalation.actions import LadderDraft
from ....escalation.ladders import time_of
from ....escalation.matters import matter_named
from ....escalation.shapes import Ladder
from ....escalation.versions import LadderView
from ....web.doors import door
from ....web.viewer import current_viewer
from ... import rules as issues
from .. import queries, rules
from . import ladders
from .forms import draft_of, edited, read_draft, read_instant


@ladders.get("/ladders/<ladder>")
@door("office")
def ladder(ladder: str) -> Response:
    """The newest version, to be changed, and the ones before."""
    return _page(ladder)


@ladders.get("/ladders/<ladder>/example")
@door("office")
def example(ladder: str) -> Response:
    """What the steps in the address would do; a fragment for the page that follows what is typed."""
    with reading() as session:
        view = versions.ladder_named(session, ladder)
        values = _example(session, view, read_draft(request.args), request.args.get("example_at", ""))
    return current_app.make_response(render_template("issues/ladders/_example.html", view=view, **values))


@ladders.post("/ladders/<ladder>/draft")
@door("office")
def draft(ladder: str) -> Response:
    """The form with a row more, less or elsewhere, or another example; nothing is kept."""
    changed = edited(read_draft(request.form), request.form.get("do", ""))
    return _page(ladder, draft=changed, example_at=request.form.get("example_at", ""))


@ladders.post("/ladders/<ladder>/preview")
@door("office")
def preview(ladder: str) -> Response:
    """What this version changes, and what it would do to what runs; nothing is kept."""
    asked = read_draft(request.form)
    try:
        with reading() as session:
            new = actions.read_ladder(session, ladder, asked)
            view = versions.ladder_named(session, ladder)
            if view.version.number != asked.based_on:
                raise Conflict
            return _preview(session, view, new, asked)
    except Faults as error:
        return _page(ladder, 422, draft=asked, faults=error.by_field)
    except Conflict:
        return _page(ladder, 409, draft=asked, is_stale=True)


@ladders.post("/ladders/<ladder>/versions")
@door("office")
def save(ladder: str) -> Response:
    """From now on issues climb by this version."""
    asked = read_draft(request.form)
    try:
        with transaction() as session:
            new, moved = actions.save_version(session, current_viewer(), ladder, asked)
    except Faults as error:
        return _page(ladder, 422, draft=asked, faults=error.by_field)
    except Conflict as error:
        return _page(ladder, 409, draft=asked, is_stale=True, refusal=error.message)
    told = _("第%(number)d版已生效。", number=new.number)
    flash(told + (_n("%(num)d个计时已移到新版本。", moved) if moved else ""), "ok")
    return redirect(url_for("ladders.ladder", ladder=ladder))


def _preview(session: Session, view: LadderView, new: Ladder, asked: LadderDraft) -> Response:
    values = {
        "view": view,
        "draft": asked,
        "new": new,
        "changes": queries.changes(view.version.ladder, new),
        "preview": queries.preview(session, current_viewer(), view.id, new),
        "severities": issues.severities(),
    }
    return current_app.make_response(render_template("issues/ladders/preview.html", **values))


def _page(public_id: str, status: int = 200, **values: Any) -> Response:
    with reading() as session:
        view = versions.ladder_named(session, public_id)
        asked: LadderDraft = values.pop("draft", None) or draft_of(view)
        is_stale = values.pop("is_stale", False) and view.version.number != asked.based_on
        typed = request.form.get("example_at", "") or values.pop("example_at", "")
        values = {"draft": asked, "faults": {}, "is_stale": is_stale, "refusal": ""} | values
        values |= _example(session, view, asked, typed)
        values |= {"view": view, "history": queries.history(versions.versions(session, view.id))}
    values |= {
        "severities": issues.severities(),
        "audiences": checks.audiences(view.clock, has_raiser=matter_named(view.matter).has_raiser),
    }
    values |= {"acts": checks.acts(view.clock), "most_steps": checks.MOST_STEPS}
    return current_app.make_response((render_template("issues/ladders/ladder.html", **values), status))


def _example(session: Session, view: LadderView, asked: LadderDraft, typed: str) -> dict[str, Any]:
    """The example's moment and steps; `example_fault` says why there are none."""
    office = office_time(session)
    is_anchored = view.version.ladder.is_anchored
    usual = rules.example_instant(office, clock.today(), is_anchored=is_anchored)
    at = (read_instant(typed) if typed else None) or usual
    rest = rules.next_rest(office, clock.today())
    values: dict[str, Any] = {"at": at, "at_text": _as_typed(at), "rest": rest if at == usual else None}
    try:
        new = actions.read_ladder(session, view.public_id, asked, needs_reason=False)
    except Faults as error:
        return values | {"steps": [], "example_fault": error.message}
    return values | {
        "steps": rules.examples(new, at, time_of(session, new)),
        "example_fault": "",
        "example_ladder": new,
    }


def _as_typed(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%dT%H:%M}"
