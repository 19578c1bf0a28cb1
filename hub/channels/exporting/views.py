"""Pages of exports: ask for one, see how far mine are, take the file."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Answer

from ...core import clock
from ...core.db import reading, transaction
from ...core.errors import Conflict, Invalid, TooLarge
from ...core.i18n import _
from ...core.policy import can, require_sight
from ...web.doors import door
from ...web.errors import STATUS
from ...web.viewer import current_viewer
from .. import queries as channels
from ..shapes.exporting import ExportForm
from . import actions, folder, queries
from .rules import DOCX_MESSAGES, FORMATS, content_type

exporting = Blueprint("exporting", __name__)

SANDBOX = "default-src 'none'; sandbox"


@exporting.get("/channels/<channel_id>/exports")
@door("channel.read")
def exports(channel_id: str) -> Answer:
    """The form, and my exports; whoever may not export is told who may."""
    return _page(channel_id)


@exporting.post("/channels/<channel_id>/exports")
@door("channel.export")
def ask(channel_id: str) -> Answer:
    """Ask for an export."""
    viewer = current_viewer()
    with reading() as session:
        require_sight(session, viewer, "channel.export", channels.thing(session, viewer, channel=channel_id))
    form = ExportForm(
        format=request.form.get("format", ""),
        first_on=request.form.get("first_on", type=date.fromisoformat),
        last_on=request.form.get("last_on", type=date.fromisoformat),
        reason=request.form.get("reason", ""),
    )
    try:
        with transaction() as session:
            actions.ask_export(session, viewer, channel_id, form)
    except (Invalid, TooLarge, Conflict) as error:
        return _page(channel_id, STATUS[error.code], {error.field or "": error.message})
    flash(_("已开始导出，完成后可在下面下载。"), "ok")
    return redirect(url_for("exporting.exports", channel_id=channel_id), 303)


@exporting.get("/exports")
@door("content")
def mine() -> str:
    """My exports alone, for the page that follows them."""
    with reading() as session:
        found = queries.mine(session, current_viewer())
    return render_template("channels/_exports.html", exports=found)


@exporting.post("/exports/<export_id>/cancel")
@door("export.read")
def cancel(export_id: str) -> Answer:
    """Give an export up."""
    with transaction() as session:
        found = actions.cancel_export(session, current_viewer(), export_id)
    return redirect(url_for("exporting.exports", channel_id=found.channel), 303)


@exporting.get("/exports/<export_id>/file")
@door("export.read")
def file(export_id: str) -> Response:
    """Take the file; the audit trail has it before a byte is sent."""
    with transaction() as session:
        found = actions.note_download(session, current_viewer(), export_id)
    place = folder.place(found.public_id, found.claim)
    if not place.is_file():
        raise Conflict(_("文件已过期或没有生成，请重新导出。"))
    response = send_file(
        place,
        content_type(found.format),
        as_attachment=True,
        download_name=found.file_name,
        etag=False,
        conditional=False,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def _page(channel_id: str, status: int = 200, faults: dict[str, str] | None = None) -> Answer:
    viewer = current_viewer()
    with reading() as session:
        page = channels.channel_page(session, viewer, channel_id)
        values: dict[str, Any] = {
            "entry": page.entry,
            "exports": queries.mine(session, viewer),
            "may_export": can(session, viewer, "channel.export", channels.thing(session, viewer, channel=channel_id)),
        }
    values |= {"faults": faults or {}, "form": request.form, "today": clock.today(), "formats": FORMATS}
    page_ = render_template("channels/exports.html", docx_messages=DOCX_MESSAGES, **values)
    return current_app.make_response((page_, status))
