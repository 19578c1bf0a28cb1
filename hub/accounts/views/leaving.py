"""What cannot be undone by the next click asks first: closing an account, and a new password for somebody else."""

from flask import current_app, flash, render_template, request
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, passwords, queries
from ..actions import Given
from . import accounts
from .forms import faults_of
from .given import given_page
from .people import back_to


@accounts.get("/people/<person>/deactivation")
@door("accounts.manage")
def deactivation(person: str) -> Response:
    """Ask before an account is closed."""
    return _ask("deactivation", person)


@accounts.post("/people/<person>/deactivation")
@door("accounts.manage")
def deactivate_person(person: str) -> Response:
    """Close the account, at once and everywhere."""
    try:
        with transaction() as session:
            successor = request.form.get("successor", "")
            name = actions.deactivate_person(session, current_viewer(), person, successor=successor).name
    except Invalid as error:
        return _ask("deactivation", person, error)
    flash(_("%(name)s的账号已停用，所有登录已退出。", name=name), "ok")
    return back_to(person)


@accounts.get("/people/<person>/password")
@door("accounts.manage")
def person_password(person: str) -> Response:
    """Ask before somebody gets a new password."""
    return _ask("password", person)


@accounts.post("/people/<person>/password")
@door("accounts.manage")
def reset_person_password(person: str) -> Response:
    """A temporary password, shown this once."""
    password = passwords.temporary_password()
    hashed = passwords.hash_temporary(password)
    try:
        with transaction() as session:
            found = actions.reset_password(session, current_viewer(), person, hashed)
            given = Given(found.name, found.unit.short_name, found.login, password)
    except Invalid as error:
        return _ask("password", person, error)
    return given_page([given], _("密码已重置"))


@accounts.post("/people/<person>/reactivation")
@door("accounts.manage")
def reactivate_person(person: str) -> Response:
    """Open a closed account again, with a temporary password."""
    password = passwords.temporary_password()
    hashed = passwords.hash_temporary(password)
    try:
        with transaction() as session:
            found = actions.reactivate_person(session, current_viewer(), person, hashed)
            given = Given(found.name, found.unit.short_name, found.login, password)
            is_new = found.password_hash == hashed
    except Invalid as error:
        flash(error.message, "failed")
        return back_to(person)
    return given_page([given], _("账号已恢复")) if is_new else back_to(person)


def _ask(question: str, public_id: str, error: Invalid | None = None) -> Response:
    with reading() as session:
        person = queries.person(session, current_viewer(), public_id)
        found = queries.handover(session, current_viewer(), person.id, request.values.get("successor", ""))
    faults = faults_of(error) if error else {}
    page = render_template(f"accounts/{question}.html", person=person, handover=found, faults=faults)
    return current_app.make_response((page, 422 if error else 200))
