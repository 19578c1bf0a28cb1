"""Entering a year's notice: a file or a pasted text, what it would change, and then the change."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Conflict, HubError, Invalid
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from ..rules.notice import as_text, published_notice, read_notice
from ..shapes import NoticePreview
from ..words import moved_sentence
from . import calendar


@calendar.get("/calendar/import")
@door("office")
def new_import() -> Response:
    """Ask for a notice; what the hub was built with for `?year=` stands there already."""
    asked = request.args.get("year", type=int) or 0
    known = published_notice(asked)
    return _import_page(text=as_text(known.year, known.papers, known.days) if known else "", asked=asked)


@calendar.post("/calendar/import")
@door("office")
def preview_import() -> Response:
    """Show what would change; nothing has. What was sent stays."""
    text = request.form.get("text", "")
    try:
        text = _sent(text)
        return _import_page(text=text, seen=_preview(text))
    except HubError as refusal:
        return _import_page(422, text=text, error=refusal.message)


@calendar.post("/calendar/years")
@door("office")
def enter_year() -> Response:
    """Enter the notice that was shown, if the calendar is still as it was then."""
    text = request.form.get("text", "")
    try:
        notice = read_notice(text)
        with transaction() as session:
            seen = request.form.get("revision", type=int)
            done = actions.enter_year(session, current_viewer(), notice, -1 if seen is None else seen)
    except Conflict as refusal:
        return _import_page(409, text=text, error=refusal.message, seen=_preview(text))
    except Invalid as refusal:
        return _import_page(422, text=text, error=refusal.message)
    flash(_("%(year)d年放假安排已录入，%(moved)s。", year=notice.year, moved=moved_sentence(done.moved)), "ok")
    return redirect(url_for("calendar.year", year=notice.year))


def _sent(text: str) -> str:
    """The text that was sent, as a file or pasted; a file goes first. Raises Invalid."""
    file = request.files.get("file")
    if file is not None and file.filename:
        with file.stream:
            content: bytes = file.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Invalid(_("这个文件不是 UTF-8 编码的文本。请选择 .json 文件，或把内容粘贴到框里。")) from error
    if not text.strip():
        raise Invalid(_("请选择文件，或者把放假安排的 JSON 粘贴到框里。"))
    return text


def _preview(text: str) -> NoticePreview:
    notice = read_notice(text)
    with reading() as session:
        return queries.preview(session, notice)


def _import_page(status: int = 200, **values: Any) -> Response:
    values = {"text": "", "error": "", "seen": None, "asked": 0} | values
    return current_app.make_response((render_template("calendar/import.html", **values), status))
