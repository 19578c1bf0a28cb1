"""安排会商: the office's form for a new consultation, and for one that is to be changed; what overlaps follows what is chosen."""

from datetime import timedelta
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ....calendar import office_time
from ....core import clock
from ....core.db import reading, transaction
from ....core.errors import Conflict, HubError, Invalid, NotFound, TooLarge
from ....core.i18n import _
from ....core.viewer import Viewer
from ....web.doors import door
from ....web.errors import STATUS
from ....web.viewer import current_viewer
from ... import actions as meetings
from ...models import Consultation
from ...rules import FURTHEST, LINK_LIMIT, NOTE_LIMIT, PLACE_LIMIT, TITLE_LIMIT
from ...sheet import sheet
from ...sight import found
from ..looking import look
from ..offering import Offer, offer
from ..written import MOST_GUESTS, TEXTS, Guest, Written, blank, draft_of, of_sheet
from . import arranging

KEPT = (Invalid, TooLarge, Conflict)
LIMITS = {"title": TITLE_LIMIT, "note": NOTE_LIMIT, "place": PLACE_LIMIT, "link": LINK_LIMIT}


@arranging.get("/consultations/new")
@door("office")
def new() -> str:
    """An empty form; `?kind=` and `?on=` are filled in."""
    with reading() as session:
        offered = offer(session, current_viewer())
        first = clock.local(office_time(session).add_days(clock.now(), 5)).date()
    given = request.args.get("on", "")
    written = blank(offered, request.args.get("kind", ""), first)
    if given:
        written = Written({**written.texts, "date": given})
    return _draw(offered, written)


@arranging.post("/consultations/new", endpoint="create")
@door("office")
def create() -> Response:
    """Keep it as a draft, of which only the office knows; `act=look` and `act=more` only draw the form again."""
    viewer = current_viewer()
    with reading() as session:
        offered = offer(session, viewer)
    written = written_of(request.form)
    if request.form.get("act"):
        return current_app.make_response(_draw(offered, written))
    try:
        with transaction() as session:
            made = meetings.prepare(session, viewer, draft_of(written, offered)).public_id
    except KEPT as refusal:
        return current_app.make_response((_draw(offered, written, refusal), STATUS[refusal.code]))
    flash(_("已保存，尚未发出通知。核对无误后在这里发出。"), "ok")
    return redirect(url_for("meetings.consultation", consultation_id=made), 303)


@arranging.get("/consultations/<consultation_id>/edit")
@door("consultation.arrange")
def edit(consultation_id: str) -> str:
    """The form with what was planned."""
    with reading() as session:
        row, offered, written = standing(session, current_viewer(), consultation_id)
    return _draw(offered, written, row=row)


@arranging.post("/consultations/<consultation_id>/edit", endpoint="change")
@door("consultation.arrange")
def change(consultation_id: str) -> Response:
    """Plan it otherwise; whoever is concerned is told by the act itself."""
    viewer, written = current_viewer(), written_of(request.form)
    with reading() as session:
        row, offered, _was = standing(session, viewer, consultation_id)
    if request.form.get("act"):
        return current_app.make_response(_draw(offered, written, row=row))
    try:
        with transaction() as session:
            meetings.change(session, viewer, consultation_id, draft_of(written, offered))
    except KEPT as refusal:
        return current_app.make_response((_draw(offered, written, refusal, row), STATUS[refusal.code]))
    flash(_("已保存，相关单位和人员会看到新的安排。") if row.announced_at else _("已保存。"), "ok")
    return redirect(url_for("meetings.consultation", consultation_id=consultation_id), 303)


@arranging.get("/consultations/overlaps")
@door("office")
def overlapping() -> str:
    """What is taken at the time that is written, and by when the notice has to go out, as the form shows it."""
    viewer = current_viewer()
    with reading() as session:
        offered = offer(session, viewer)
        but = _but(session, viewer, request.args.get("but", ""))
        seen = look(session, viewer, written_of(request.args), offered, but)
    return render_template("meetings/_look.html", seen=seen)


def standing(session: Session, viewer: Viewer, consultation_id: str) -> tuple[Consultation, Offer, Written]:
    """A consultation that the viewer may arrange, what its form offers, and what stands in it. NotFound, Denied."""
    row = found(session, viewer, consultation_id, "consultation.arrange")
    people = [one.public_id if one else "" for one in (row.chair, row.note_taker)]
    written = of_sheet(sheet(session, viewer, consultation_id), *people)
    return row, offer(session, viewer, row), written


def written_of(form: MultiDict[str, str]) -> Written:
    """What was typed and ticked."""
    columns = (form.getlist(f"guest_{name}") for name in ("name", "post", "body"))
    guests = [Guest(*one) for one in zip(*columns, strict=False)][:MOST_GUESTS]
    units, groups, people = (tuple(form.getlist(name)) for name in ("unit", "group", "person"))
    texts = {name: form.get(name, "") for name in TEXTS}
    return Written(texts, units, groups, people, tuple(one for one in guests if one))


def _but(session: Session, viewer: Viewer, consultation_id: str) -> int | None:
    try:
        return found(session, viewer, consultation_id).id if consultation_id else None
    except NotFound:
        return None


def _draw(offered: Offer, written: Written, refusal: HubError | None = None, row: Consultation | None = None) -> str:
    viewer = current_viewer()
    with reading() as session:
        seen = look(session, viewer, written, offered, row.id if row else None)
    values: dict[str, Any] = {
        "offer": offered,
        "written": written,
        "ticked": set(offered.units_of(list(written.units), [])),
        "seen": seen,
        "row": row,
        "limits": LIMITS,
        "today": clock.today(),
        "latest": clock.today() + FURTHEST - timedelta(days=1),
        "error": refusal.message if refusal else "",
        "fault": (refusal.field or "") if refusal else "",
    }
    return render_template("meetings/edit.html", **values)
