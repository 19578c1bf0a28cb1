"""Bringing in a list of people: upload, preview with every bad row named, then all at once."""

from flask import Response as FlaskResponse
from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Conflict
from ...core.i18n import _, _n
from ...core.offload import offload
from ...core.viewer import Role
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, passwords, queries
from ..actions import Given
from ..rules.roster import Row, read_rows
from ..spreadsheets import Unreadable, read_table, roster_template
from ..words import column_word, role_word, unreadable_sentence
from . import accounts
from .given import given_page


@accounts.get("/people/import")
@door("accounts.manage")
def people_import() -> Response:
    """Ask for a file, and say what it should look like."""
    return _page()


@accounts.post("/people/import")
@door("accounts.manage")
def upload_people() -> Response:
    """Read the file and keep what it says for the preview."""
    filename, content = _uploaded()
    try:
        rows, missing = offload(_read, content)
    except Unreadable as error:
        return _page(unreadable_sentence(error.code))
    if missing:
        columns = _("、").join(column_word(column) for column in missing)
        return _page(_("表中没有找到这些列：%(columns)s。请对照模板检查表头。", columns=columns))
    if not rows:
        return _page(_("表头下面没有人员。"))
    with transaction() as session:
        draft = actions.make_draft(session, current_viewer(), filename, rows)
    return redirect(url_for("accounts.people_draft", people_draft=draft.public_id))


@accounts.get("/people/import/template.xlsx")
@door("accounts.manage")
def people_template() -> Response:
    """A table to fill in."""
    heading = [column_word(column) for column in ("name", "unit", "login", "post", "roles")]
    with reading() as session:
        known = queries.directory(session).active_units()
    unit = known[0].short_name if known else "区教育局"
    example = (_("张三"), unit, "zhang-san", _("科员"), role_word(Role.LIAISON))
    return FlaskResponse(
        offload(roster_template, heading, [example]),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": "attachment; filename=people.xlsx"},
    )


@accounts.get("/people/import/<people_draft>")
@door("accounts.manage")
def people_draft(people_draft: str) -> Response:
    """What would happen; nothing has."""
    return _preview(people_draft)


@accounts.post("/people/import/<people_draft>")
@door("accounts.manage")
def apply_people_draft(people_draft: str) -> Response:
    """Make all the accounts, and show their first passwords, this once."""
    with reading() as session:
        view = queries.draft(session, current_viewer(), people_draft)
    if not view.can_be_applied:
        return _preview(people_draft, 409)
    words = {entry.row.login: passwords.temporary_password() for entry in view.entries}
    hashes = {login: passwords.hash_temporary(word) for login, word in words.items()}
    try:
        with transaction() as session:
            people = actions.apply_draft(session, current_viewer(), people_draft, hashes)
            given = [Given(one.name, one.unit.short_name, one.login, words[one.login]) for one in people]
    except Conflict:
        return _preview(people_draft, 409)
    return given_page(given, _n("已导入%(num)d人", len(given)))


def _uploaded() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is None:
        return "", b""
    with file.stream:
        return file.filename or "", file.read()


def _read(content: bytes) -> tuple[list[Row], list[str]]:
    return read_rows(read_table(content))


def _page(error: str = "") -> Response:
    page = render_template("accounts/import.html", error=error, roles=list(Role))
    return current_app.make_response((page, 422 if error else 200))


def _preview(public_id: str, status: int = 200) -> Response:
    with reading() as session:
        view = queries.draft(session, current_viewer(), public_id)
        units = {unit.public_id: unit for unit in queries.directory(session).units}
    page = render_template("accounts/import_preview.html", draft=view, units=units)
    return current_app.make_response((page, status))
