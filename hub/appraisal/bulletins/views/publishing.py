"""The office looks at what would be told to the public, publishes it, and takes it back."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError, Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from ...rules import Period, quarters, read_period
from .. import actions, queries
from ..rules import LEAST, Table
from . import bulletins
from .reading import found, page

SHOWN = 4
"""Quarters that are over, to choose from."""


@bulletins.get("/bulletins/new")
@door("office")
def new() -> Response:
    """What a period's bulletin would say; without a period the last quarter that is over."""
    return _proposal(request.args.get("from", ""), request.args.get("to", ""))


@bulletins.post("/bulletins/new")
@door("office")
def publish() -> Response:
    """Publish what was on the screen."""
    first, last, seen = (request.form.get(name, "") for name in ("from", "to", "seen"))
    try:
        with transaction() as session:
            row = actions.publish(session, current_viewer(), _read(first, last), seen)
            public_id = row.public_id
    except Conflict as refusal:
        return _proposal(first, last, refusal.message, 409)
    except Invalid as refusal:
        return _proposal(first, last, refusal.message, 422)
    flash(_("已公布。不登录也能看到这一页。"), "ok")
    return redirect(url_for("bulletins.show", bulletin_id=public_id), 303)


@bulletins.post("/bulletins/<bulletin_id>/withdrawal")
@door("office")
def withdraw(bulletin_id: str) -> Response:
    """Take it back, with a reason that stays in its place."""
    reason = request.form.get("reason", "")
    try:
        with transaction() as session:
            actions.withdraw(session, current_viewer(), bulletin_id, reason)
    except Invalid as refusal:
        return page(found(bulletin_id), 422, is_office=True, reason=reason, fault=refusal.message)
    flash(_("已撤下。"), "ok")
    return redirect(url_for("bulletins.show", bulletin_id=bulletin_id), 303)


def _proposal(first: str, last: str, fault: str = "", status: int = 200) -> Response:
    tables: tuple[Table, ...] = ()
    seen, period = "", None
    try:
        period = _read(first, last)
        with reading() as session:
            tables, seen = actions.proposed(session, period)
    except HubError as refusal:
        fault, status = fault or refusal.message, max(status, 422)
    with reading() as session:
        standing = queries.published(session)
    body = render_template(
        "bulletins/new.html",
        tables=tables,
        seen=seen,
        period=period,
        typed={"from": first, "to": last},
        fault=fault,
        quarters=_over(),
        standing=standing,
        least=LEAST,
    )
    return current_app.make_response((body, status))


def _read(first: str, last: str) -> Period:
    if not first and not last:
        return _over()[0]
    return read_period(first, last, clock.today())


def _over() -> list[Period]:
    return quarters(clock.today(), SHOWN + 1)[1:]
