"""One act on many issues: choose, say what, look at what will come of each, and only then do it. For the office."""

from datetime import date
from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from ...accounts.queries import directory
from ...core import clock
from ...core.db import reading, transaction
from ...core.errors import HubError, Invalid, TooLarge
from ...core.i18n import _, _p
from ...web.doors import door
from ...web.errors import STATUS
from ...web.personal import check_words
from ...web.viewer import current_viewer
from .. import bulk, queries
from ..bulk import BulkLine, BulkWish
from ..rules import Act, states
from . import issues
from .asked import asked, register_url


@issues.post("/issues/bulk")
@door("office")
def bulk_choice() -> Answer:
    """What was chosen in the register (`issue` each, or `all` that match its filter), and what the act needs to know."""
    wanted = asked(request.form)
    with reading() as session:
        ids, is_cut = request.form.getlist("issue"), False
        if request.form.get("all"):
            ids, is_cut = queries.matching(session, current_viewer(), wanted, bulk.MOST)
    if not ids:
        flash(_("请先勾选要办理的问题。"), "soon")
        return redirect(register_url(wanted), 303)
    if is_cut:
        flash(_("符合条件的超过%(most)d件，这里只列出前%(most)d件。", most=bulk.MOST), "soon")
    return _page("choose", _wish(), ids)


@issues.post("/issues/bulk/preview")
@door("office")
def bulk_preview() -> Answer:
    """What will come of each; nothing has."""
    wish, ids = _wish(), request.form.getlist("issue")
    try:
        _check(wish)
    except (Invalid, TooLarge) as error:
        return _page("choose", wish, ids, error)
    return _page("preview", wish, ids)


@issues.post("/issues/bulk/results")
@door("office")
def bulk_results() -> Answer:
    """Do it, issue by issue, and say what came of each."""
    wish, ids = _wish(), request.form.getlist("issue")
    try:
        _check(wish)
    except (Invalid, TooLarge) as error:
        return _page("choose", wish, ids, error)
    with reading() as session:
        lines = bulk.foretell(session, current_viewer(), ids, wish)
    return _answer("results", wish, [_done(line, wish) for line in lines])


def _check(wish: BulkWish) -> None:
    bulk.check_wish(wish)
    check_words()


def _done(line: BulkLine, wish: BulkWish) -> BulkLine:
    """The line, with why nothing was done where nothing was: nobody else's row is touched by that."""
    if line.refusal:
        return line
    try:
        with transaction() as session:
            bulk.apply(session, current_viewer(), line.public_id, wish)
    except HubError as error:
        return BulkLine(line.public_id, line.number, line.title, line.before, "", error.message)
    return line


def _wish() -> BulkWish:
    try:
        act = Act(request.form.get("act", ""))
    except ValueError:
        act = Act.ASSIGN
    lead, others = request.form.get("lead", ""), request.form.getlist("units")
    units = tuple(dict.fromkeys(filter(None, [lead, *others])))
    on = request.form.get("due_on", type=date.fromisoformat)
    return BulkWish(act if act in bulk.ACTS else Act.ASSIGN, units, on, request.form.get("reason", ""))


def _page(step: str, wish: BulkWish, ids: list[str], error: HubError | None = None) -> Answer:
    with reading() as session:
        is_foretold = step == "preview"
        viewer = current_viewer()
        lines = bulk.foretell(session, viewer, ids, wish) if is_foretold else bulk.chosen(session, viewer, ids)
    return _answer(step, wish, lines, error)


def _answer(step: str, wish: BulkWish, lines: list[BulkLine], error: HubError | None = None) -> Answer:
    with reading() as session:
        units = [unit for unit in directory(session).units if unit.is_active]
    values: dict[str, Any] = {"step": step, "wish": wish, "lines": lines, "units": units, "today": clock.today()}
    values |= {"faults": {error.field or "": error.message} if error else {}, "acts": acts(), "states": states()}
    values["token"] = getattr(error, "token", "")
    values |= {"doable": [line for line in lines if not line.refusal], "reset": register_url(asked({}))}
    page = render_template("issues/bulk.html", **values)
    found: Response = current_app.make_response((page, STATUS[error.code] if error else 200))
    return found


def acts() -> dict[str, str]:
    """What can be done to many at once, by name."""
    return {
        str(Act.ASSIGN): _("指定责任单位"),
        str(Act.CHANGE_DUE): _("调整时限"),
        str(Act.CLOSE): _p("issue", "销号"),
    }
