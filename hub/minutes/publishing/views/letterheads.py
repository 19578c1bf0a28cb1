"""版头设置: as what minutes go out, by date."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from .. import actions, queries
from ..rules import number_text
from . import publishing

FIELDS = ("from_on", "masthead", "number_pattern", "printing_office", "recipients")


@publishing.get("/minutes/letterheads")
@door("office")
def letterheads() -> Response:
    """All letterheads, and a form for another."""
    return _page()


@publishing.post("/minutes/letterheads")
@door("office")
def write_letterhead() -> Response:
    """From a day on minutes go out as this."""
    form = actions.LetterheadForm(*(request.form.get(name, "") for name in FIELDS))
    try:
        with transaction() as session:
            actions.write_letterhead(session, current_viewer(), form)
    except Invalid as refusal:
        return _page(422, form, {refusal.field or "": refusal.message})
    flash(_("版头已保存。"), "ok")
    return redirect(url_for("publishing.letterheads"), 303)


@publishing.post("/minutes/letterheads/<letterhead_id>/removal")
@door("office")
def remove_letterhead(letterhead_id: str) -> Response:
    """One that does not count yet goes."""
    try:
        with transaction() as session:
            actions.remove_letterhead(session, current_viewer(), letterhead_id)
    except Invalid as refusal:
        flash(refusal.message, "failed")
    else:
        flash(_("版头已删除。"), "ok")
    return redirect(url_for("publishing.letterheads"), 303)


def _page(
    status: int = 200, typed: actions.LetterheadForm | None = None, faults: dict[str, str] | None = None
) -> Response:
    with reading() as session:
        rows = queries.letterheads(session)
        session.expunge_all()
    today = clock.today()
    current = next((row for row in rows if row.from_on <= today), None)
    form = typed or actions.LetterheadForm(
        today.isoformat(),
        current.masthead if current else "未成年人保护工作会议纪要",
        current.number_pattern if current else "〔{year}〕{number}号",
        current.printing_office if current else "",
        current.recipients if current else "",
    )
    shown = {row.public_id: number_text(row.number_pattern, today.year, 3) for row in rows}
    body = render_template(
        "minutes/letterheads.html",
        rows=rows,
        shown=shown,
        current=current,
        form=form,
        faults=faults or {},
        today=today,
    )
    return current_app.make_response((body, status))
