"""The office's page of kinds: notice, papers and length of each."""

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from ....core.db import reading, transaction
from ....core.errors import Invalid
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import current_viewer
from ...models import ConsultationKind
from ...rules import LONGEST, SHORTEST
from .. import actions
from ..rules import MOST_DAYS
from ..words import kind_word
from . import arranging

MINUTE = 60


@arranging.get("/consultation-kinds")
@door("office")
def kinds() -> Response:
    """All kinds with their defaults."""
    return _page()


@arranging.post("/consultation-kinds/<consultation_kind>")
@door("office")
def change_kind(consultation_kind: str) -> Response:
    """Other defaults for one of them."""
    form = actions.KindForm(*(request.form.get(name, "") for name in ("notice_days", "papers_days", "minutes")))
    try:
        with transaction() as session:
            changed = actions.change_kind(session, current_viewer(), consultation_kind, form)
    except Invalid as refusal:
        return _page(422, consultation_kind, {refusal.field or "": refusal.message}, form)
    if changed:
        flash(_("%(kind)s的默认设置已保存，从下一次安排起使用。", kind=kind_word(consultation_kind)), "ok")
    else:
        flash(_("没有改动。"))
    return redirect(url_for("arranging.kinds"))


def _page(
    status: int = 200, at_fault: str = "", faults: dict[str, str] | None = None, typed: actions.KindForm | None = None
) -> Response:
    with reading() as session:
        rows = session.scalars(select(ConsultationKind).order_by(ConsultationKind.position)).all()
        session.expunge_all()
    values = {"most_days": MOST_DAYS, "shortest": SHORTEST.seconds // MINUTE, "longest": LONGEST.seconds // MINUTE}
    page = render_template(
        "meetings/kinds.html", rows=rows, at_fault=at_fault, faults=faults or {}, typed=typed, **values
    )
    return current_app.make_response((page, status))
