"""提出问题: the form, from a message or from nothing, with a preview of who would be told when."""

from datetime import date
from typing import Any
from uuid import uuid4

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ...channels.queries import thing
from ...channels.views.bringing import given_before, take_files
from ...core import clock
from ...core.db import reading
from ...core.errors import Conflict, HubError, Invalid, RateLimited, TooLarge
from ...core.i18n import _
from ...core.policy import require
from ...files.kinds import ACCEPT
from ...files.shapes import UploadView
from ...web.doors import door
from ...web.errors import STATUS, with_retry
from ...web.viewer import current_viewer
from ..offering import Offer, foretold, offer
from ..raising import raise_once
from ..rules import LONGEST
from ..shapes import IssueDraft
from . import issues, limits

FIELDS = ("title", "body", "kind", "severity", "lead", "due_on", "client_id", "from")


@issues.get("/channels/<channel_id>/issues/new")
@door("channel.read")
def new(channel_id: str) -> str:
    """The form; `?from=` is the message that the issue is raised from. Whoever may not raise one reads why."""
    origin = request.args.get("from")
    with reading() as session:
        found = offer(session, current_viewer(), channel_id, origin)
    given = {"body": found.words, "lead": found.lead, "kind": "hard", "severity": "normal", "client_id": str(uuid4())}
    return _draw(found, given | {"from": origin if found.origin else ""}, [])


@issues.post("/channels/<channel_id>/issues/new", endpoint="create")
@door("issue.raise")
def create(channel_id: str) -> Response:
    """Raise it; `act=preview` only shows who would be told."""
    viewer, form = current_viewer(), request.form
    written = {name: form.get(name, "") for name in FIELDS}
    with reading() as session:
        found = offer(session, viewer, channel_id, written["from"])
        require(session, viewer, "issue.raise", thing(session, viewer, channel=channel_id))
    units = _units(form, found)
    came = [*given_before(viewer, form.getlist("uploads"))]
    try:
        take_files(viewer, came)
        if form.get("act") == "preview":
            return current_app.make_response(_draw(found, written, units, came=came))
        draft = _draft(channel_id, written | {"from": written["from"] if found.origin else ""}, units, came)
        raised = raise_once(viewer, draft)
    except (Invalid, TooLarge, Conflict, RateLimited) as refusal:
        page = _draw(found, written, units, refusal, came)
        return with_retry(current_app.make_response((page, STATUS[refusal.code])), refusal)
    return redirect(url_for("issues.issue", issue_id=raised), 303)


@issues.get("/channels/<channel_id>/issues/preview")
@door("channel.read")
def preview(channel_id: str) -> str:
    """谁将在何时被告知 for `?severity=` and the units that are chosen, as the form shows it."""
    with reading() as session:
        found = offer(session, current_viewer(), channel_id)
        severity = request.args.get("severity", "normal")
        told = foretold(session, current_viewer(), channel_id, severity, _units(request.args, found))
    return render_template("issues/_preview.html", preview=told)


def _units(form: MultiDict[str, str], found: Offer) -> list[str]:
    """The units that are chosen: the lead, then others, then those of groups; each once."""
    of_groups = [unit for group in found.groups if group.public_id in form.getlist("group") for unit in group.units]
    chosen = [form.get("lead", ""), *form.getlist("unit"), *of_groups]
    return [unit for unit in dict.fromkeys(chosen) if unit]


def _draft(channel_id: str, written: dict[str, str], units: list[str], came: list[UploadView]) -> IssueDraft:
    if not written["lead"]:
        raise Invalid(_("请选择牵头单位。"), field="lead")
    due_on = request.form.get("due_on", type=date.fromisoformat)
    if written["due_on"] and due_on is None:
        raise Invalid(_("日期不对，请重新选择。"), field="due_on")
    return IssueDraft(
        channel=channel_id,
        client_id=written["client_id"],
        kind=written["kind"],
        severity=written["severity"],
        title=written["title"],
        body=written["body"],
        units=tuple(units),
        due_on=due_on,
        origin=written["from"] or None,
        files=tuple(upload.public_id for upload in came),
    )


def _draw(
    found: Offer,
    written: dict[str, Any],
    units: list[str],
    refusal: HubError | None = None,
    came: list[UploadView] | None = None,
) -> str:
    severity = written["severity"] or "normal"
    chosen = units or [found.lead]
    with reading() as session:
        told = foretold(session, current_viewer(), found.channel, severity, chosen)
    today = clock.today()
    return render_template(
        "issues/new.html",
        offer=found,
        written=written,
        chosen=chosen,
        preview=told,
        error=refusal.message if refusal else "",
        field=(refusal.field or "") if refusal else "",
        kept=came or [],
        accept=ACCEPT,
        today=today,
        latest=today + LONGEST,
        **limits(),
    )
