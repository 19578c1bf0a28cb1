"""提出问题 in a channel: the form, from a message or from nothing, with a preview of who would be told when."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...channels.queries import thing
from ...channels.views.bringing import given_before, take_files
from ...core.db import reading
from ...core.errors import Conflict, Invalid, RateLimited, TooLarge
from ...core.policy import require
from ...web.doors import door
from ...web.personal import check_words
from ...web.viewer import current_viewer
from ..offering import foretold, offer
from ..raising import raise_once
from . import issues
from .raise_form import RaiseForm, answer, draw, named_units, read_form

KEPT = (Invalid, TooLarge, Conflict, RateLimited)
"""Refusals after which the form stands there as it was."""


@issues.get("/channels/<channel_id>/issues/new")
@door("channel.read")
def new(channel_id: str) -> str:
    """The form; `?from=` is the message that the issue is raised from. Whoever may not raise one reads why."""
    origin = request.args.get("from")
    with reading() as session:
        found = offer(session, current_viewer(), channel_id, origin)
    return draw(found, RaiseForm.fresh(body=found.words, lead=found.lead, origin=origin if found.origin else None))


@issues.post("/channels/<channel_id>/issues/new", endpoint="create")
@door("issue.raise")
def create(channel_id: str) -> Response:
    """Raise it; `act=preview` only shows who would be told."""
    return take(channel_id)


def take(channel_id: str, *, chooses: bool = False) -> Response:
    """Raise what the request's form says in a channel, or show the form again; `chooses` lets it offer other channels."""
    viewer = current_viewer()
    with reading() as session:
        found = offer(session, viewer, channel_id, request.form.get("from", ""))
        require(session, viewer, "issue.raise", thing(session, viewer, channel=channel_id))
    form = read_form(found, given_before(viewer, request.form.getlist("uploads")))
    try:
        take_files(viewer, form.came)
        if request.form.get("act"):
            return answer(found, form, chooses=chooses)
        draft = form.draft(found)
        check_words()
        raised = raise_once(viewer, draft)
    except KEPT as refusal:
        return answer(found, form, refusal, chooses=chooses)
    return redirect(url_for("issues.issue", issue_id=raised), 303)


@issues.get("/channels/<channel_id>/issues/preview")
@door("channel.read")
def preview(channel_id: str) -> str:
    """谁将在何时被告知 for `?severity=` and the units that are chosen, as the form shows it."""
    with reading() as session:
        found = offer(session, current_viewer(), channel_id)
        severity = request.args.get("severity", "normal")
        told = foretold(session, current_viewer(), channel_id, severity, named_units(request.args, found))
    return render_template("issues/_preview.html", preview=told)


@issues.get("/channels/<channel_id>/issues/units")
@door("channel.read")
def units(channel_id: str) -> str:
    """The part of the form that a channel decides: the units that may be chosen; those that are stay chosen."""
    with reading() as session:
        found = offer(session, current_viewer(), channel_id)
    return render_template("issues/_units_field.html", offer=found, chosen=named_units(request.args, found), field="")
