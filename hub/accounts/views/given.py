"""New accounts with their first passwords, to hand out: on the screen once, on paper, or as a CSV in the page itself."""

import base64
from collections.abc import Sequence

from flask import current_app, render_template
from werkzeug.wrappers import Response

from ...core.i18n import _
from ..actions import Given
from ..spreadsheets import csv_bytes


def given_page(given: Sequence[Given], title: str) -> Response:
    """The page; the passwords are kept nowhere else, so the download is part of it."""
    heading = (_("姓名"), _("单位"), _("账号"), _("初始密码"))
    table = csv_bytes([heading, *((one.name, one.unit, one.login, one.password) for one in given)])
    download = "data:text/csv;charset=utf-8;base64," + base64.b64encode(table).decode("ascii")
    page = render_template("accounts/given.html", given=given, title=title, download=download)
    response = current_app.make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
