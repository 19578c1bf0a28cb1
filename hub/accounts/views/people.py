"""The office's list of people, and one person beside it: add and change."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Invalid
from ...core.i18n import _
from ...core.viewer import Role
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, passwords, queries
from ..actions import Given
from ..queries import PeopleFilter
from . import accounts
from .forms import faults_of, filters_of, read_person
from .given import given_page

FILTERS = ("text", "unit", "role", "state")


@accounts.get("/people")
@door("accounts.manage")
def people() -> Response:
    """Everybody who fits the filters."""
    return person_page()


@accounts.get("/people/new")
@door("accounts.manage")
def new_person() -> Response:
    """An empty form beside the list."""
    return person_page(is_new=True)


@accounts.post("/people")
@door("accounts.manage")
def add_person() -> Response:
    """Make an account and show its first password, this once."""
    form, password = read_person(request.form), passwords.temporary_password()
    hashed = passwords.hash_temporary(password)
    try:
        with transaction() as session:
            person = actions.add_person(session, current_viewer(), form, hashed)
            given = Given(person.name, person.unit.short_name, person.login, password)
    except Invalid as error:
        return person_page(422, is_new=True, typed=request.form, faults=faults_of(error))
    return given_page([given], _("账号已开通"))


@accounts.get("/people/<person>")
@door("accounts.manage")
def person(person: str) -> Response:
    """One person beside the list."""
    return person_page(public_id=person)


@accounts.post("/people/<person>")
@door("accounts.manage")
def change_person(person: str) -> Response:
    """Another name, post or other roles."""
    form = read_person(request.form)
    try:
        with transaction() as session:
            actions.change_person(session, current_viewer(), person, form)
    except Invalid as error:
        return person_page(422, public_id=person, typed=request.form, faults=faults_of(error))
    flash(_("已保存。"), "ok")
    return back_to(person)


def back_to(person: str) -> Response:
    """The person's page, where the last form was; the anchor keeps the sheet open on a phone."""
    return redirect(url_for("accounts.person", person=person, _anchor="sheet"))


def person_page(status: int = 200, public_id: str = "", **values: Any) -> Response:
    """The register, with one person beside it, and what was refused."""
    viewer = current_viewer()
    filters = filters_of(request.args, FILTERS)
    with reading() as session:
        one = queries.person(session, viewer, public_id) if public_id else None
        values |= {
            "filters": filters,
            "away": queries.away_today(session, viewer),
            "deputies": queries.deputies_of(session, viewer, one.id) if one else [],
            "colleagues": queries.colleagues(session, one.id) if one else [],
            "people": queries.people(session, viewer, PeopleFilter(**filters)),
            "person": one,
            "units": queries.directory(session).units,
            "roles": list(Role),
        }
    return current_app.make_response((render_template("accounts/people.html", **values), status))
