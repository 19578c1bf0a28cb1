"""送达: what could not be delivered, with the reason; the office has it tried again or lets it be."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.i18n import _
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from . import notify


@notify.get("/notices")
@door("office")
def lost() -> str:
    """What could not be delivered."""
    with reading() as session:
        found = queries.lost(session, current_viewer())
        waiting = queries.waiting_count(session)
    return render_template("notify/lost.html", failures=found, lost=len(found), waiting=waiting)


@notify.post("/notices/<notice>/retry")
@door("office")
def retry(notice: str) -> Response:
    """Try again."""
    with transaction() as session:
        actions.retry(session, current_viewer(), notice)
    flash(_("正在重新发送。"), "ok")
    return redirect(url_for("notify.lost"))


@notify.post("/notices/<notice>/discard")
@door("office")
def discard(notice: str) -> Response:
    """Let it be."""
    with transaction() as session:
        actions.discard(session, current_viewer(), notice)
    flash(_("已放弃这条通知。"), "ok")
    return redirect(url_for("notify.lost"))
