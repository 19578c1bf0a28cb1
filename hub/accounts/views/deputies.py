"""委托代理: who acts for me while I am away, on my account; the office does it for others on a person's page."""

from datetime import date

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import NotFound
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer, viewer_or_none
from .. import actions, queries
from ..actions import DeputyForm
from ..faults import Faults
from ..queries import DeputyView
from . import accounts
from .account import account_page
from .people import back_to, person_page


@accounts.post("/account/deputies")
@door("content")
def name_my_deputy() -> Response:
    """Somebody acts for me."""
    viewer = current_viewer()
    try:
        with transaction() as session:
            actions.name_deputy(session, viewer, viewer.public_id, _read())
    except Faults as error:
        return account_page(viewer, 422, deputy_faults=error.by_field)
    flash(_("委托已生效，期间由代理人代您办理。"), "ok")
    return redirect(url_for("accounts.account", _anchor="deputies"))


@accounts.post("/account/deputies/<deputy>/end")
@door("content")
def end_my_deputy(deputy: str) -> Response:
    """Nobody acts for me any more."""
    _end(deputy)
    return redirect(url_for("accounts.account", _anchor="deputies"))


@accounts.post("/people/<person>/deputies")
@door("accounts.manage")
def name_deputy(person: str) -> Response:
    """Somebody acts for that person."""
    try:
        with transaction() as session:
            actions.name_deputy(session, current_viewer(), person, _read())
    except Faults as error:
        return person_page(422, public_id=person, deputy_faults=error.by_field)
    flash(_("委托已生效。"), "ok")
    return back_to(person)


@accounts.post("/people/<person>/deputies/<deputy>/end")
@door("accounts.manage")
def end_deputy(person: str, deputy: str) -> Response:
    """Nobody acts for that person any more."""
    _end(deputy)
    return back_to(person)


@accounts.app_template_global()
def standing_in() -> list[DeputyView]:
    """For whom the viewer acts today, for 待我处理."""
    viewer = viewer_or_none()
    if viewer is None:
        return []
    with reading() as session:
        return [one for one in queries.my_standing_in(session, viewer) if one.is_current]


def _end(deputy: str) -> None:
    try:
        with transaction() as session:
            actions.end_deputy(session, current_viewer(), deputy)
    except NotFound as error:
        flash(error.message)
    else:
        flash(_("委托已结束。"), "ok")


def _read() -> DeputyForm:
    form = request.form
    from_on, to_on = (form.get(name, type=date.fromisoformat) for name in ("from_on", "to_on"))
    return DeputyForm(form.get("deputy", ""), from_on, to_on)
