"""The page before closing, closing, undoing that, and the record."""

from datetime import date, timedelta
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....accounts.queries import directory
from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError
from ....core.i18n import _
from ....core.policy import can
from ....web.doors import door
from ....web.errors import STATUS
from ....web.viewer import current_viewer
from ...sight import found
from .. import actions, queries
from ..rules import UNDO_WITHIN
from ..shapes import Closing, IssueChoice
from . import live
from .doing import KEPT

PREFIX = "issue-"


@live.get("/consultations/<consultation_id>/closing")
@door("consultation.conduct")
def closing(consultation_id: str) -> Response:
    """What was not settled, and what becomes of linked issues."""
    return _page(consultation_id)


@live.post("/consultations/<consultation_id>/closing", endpoint="close")
@door("consultation.conduct")
def close(consultation_id: str) -> Response:
    """End it."""
    chosen = Closing(tuple(request.form.getlist("carry")), tuple(_choices()))
    try:
        with transaction() as session:
            actions.close(session, current_viewer(), consultation_id, chosen)
    except KEPT as refusal:
        return _page(consultation_id, refusal, chosen)
    flash(_("会商已结束。"), "ok")
    return redirect(url_for("live.record", consultation_id=consultation_id), 303)


@live.post("/consultations/<consultation_id>/reopening")
@door("consultation.conduct")
def reopen(consultation_id: str) -> Response:
    """恢复会商."""
    try:
        with transaction() as session:
            actions.reopen(session, current_viewer(), consultation_id)
    except Conflict as refusal:
        flash(refusal.message, "failed")
        return redirect(url_for("live.record", consultation_id=consultation_id), 303)
    return redirect(url_for("live.page", consultation_id=consultation_id), 303)


@live.get("/consultations/<consultation_id>/record")
@door("consultation.read")
def record(consultation_id: str) -> str:
    """The record: who was there, and item by item what was said and decided."""
    viewer = current_viewer()
    with reading() as session:
        row = found(session, viewer, consultation_id)
        open_ = queries.decided(session, viewer, consultation_id)
        conducts = can(session, viewer, "consultation.conduct", row)
        values = {
            "record": queries.record(session, row),
            "conducts": conducts,
            "lights": {one.decision.public_id: one.light for one in open_} if row.state == "closed" else {},
            "may_reopen": row.closed_at is not None and clock.now() - row.closed_at <= UNDO_WITHIN and conducts,
        }
    return render_template("meetings/live/record.html", **values)


def _page(consultation_id: str, refusal: HubError | None = None, chosen: Closing | None = None) -> Response:
    with reading() as session:
        found(session, current_viewer(), consultation_id, "consultation.conduct")
        review = queries.review(session, current_viewer(), consultation_id)
        units = [unit for unit in directory(session).units if unit.is_active]
    values: dict[str, Any] = {"review": review, "units": units, "tomorrow": clock.today() + timedelta(days=1)}
    values["carried"] = chosen.carried if chosen else tuple(one.public_id for one in review.unsettled)
    values["written"] = {one.issue: one for one in chosen.issues} if chosen else {}
    values["error"] = refusal.message if refusal else ""
    page = render_template("meetings/live/closing.html", **values)
    return current_app.make_response((page, STATUS[refusal.code] if refusal else 200))


def _choices() -> list[IssueChoice]:
    form = request.form
    return [
        IssueChoice(
            issue=issue,
            what=what,
            words=form.get(f"words-{issue}", ""),
            due_on=form.get(f"due-{issue}", type=date.fromisoformat),
            unit=form.get(f"unit-{issue}", ""),
        )
        for issue, what in ((name.removeprefix(PREFIX), what) for name, what in form.items() if name.startswith(PREFIX))
    ]
