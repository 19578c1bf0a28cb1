"""通知去向: robots and hooks, tried out by a button, and whether content may leave the hub."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...accounts.faults import Faults
from ...core.db import reading, transaction
from ...core.i18n import _
from ...core.viewer import Viewer
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, queries
from ..actions.targets import target as find_target
from ..addressed import target_sender
from ..models import TARGETS
from ..senders import Refused
from ..trying import try_out
from ..words import reason_sentence
from . import notify


@notify.get("/notices/targets")
@door("accounts.manage")
def targets() -> Response:
    """Where the group is told."""
    return _page(current_viewer())


@notify.post("/notices/targets")
@door("accounts.manage")
def add_target() -> Response:
    """Tell the group there as well."""
    viewer, form = current_viewer(), request.form
    asked = actions.TargetForm(*(form.get(name, "") for name in ("kind", "name", "address", "secret")))
    try:
        with transaction() as session:
            actions.add_target(session, viewer, asked)
    except Faults as error:
        return _page(viewer, 422, faults=error.by_field, form=form)
    flash(_("已添加。地址和密钥不再显示，请发送一条测试。"), "ok")
    return redirect(url_for("notify.targets"))


@notify.post("/notices/targets/<target>/test")
@door("accounts.manage")
def test_target(target: str) -> Response:
    """Send a test, and say what came of it."""
    viewer = current_viewer()
    with reading() as session:
        row = find_target(session, viewer, target)
        name = row.name
        try:
            sender = target_sender(row)
        except Refused as refused:
            flash(reason_sentence(refused.reason), "failed")
            return redirect(url_for("notify.targets"))
    fault = try_out(sender, viewer.public_id)
    if fault is None:
        flash(_("“%(name)s”已收下测试通知，请到群里查看。", name=name), "ok")
    else:
        flash(_("“%(name)s”没有收到：%(why)s", name=name, why=fault), "failed")
    return redirect(url_for("notify.targets"))


@notify.post("/notices/targets/<target>/pause")
@door("accounts.manage")
def pause_target(target: str) -> Response:
    """Send nothing there for now."""
    return _paused(target, is_paused=True)


@notify.post("/notices/targets/<target>/resumption")
@door("accounts.manage")
def resume_target(target: str) -> Response:
    """Send there again."""
    return _paused(target, is_paused=False)


@notify.post("/notices/targets/<target>/removal")
@door("accounts.manage")
def remove_target(target: str) -> Response:
    """Forget it with its address and secret."""
    with transaction() as session:
        actions.remove_target(session, current_viewer(), target)
    flash(_("已删去，不再发到那里。"), "ok")
    return redirect(url_for("notify.targets"))


@notify.post("/notices/content")
@door("office")
def allow_content() -> Response:
    """Let what is said leave the hub, or not any more."""
    is_allowed = request.form.get("allowed") == "1"
    with transaction() as session:
        actions.allow_content(session, current_viewer(), is_allowed=is_allowed)
    flash(_("系统外的通知从现在起附上消息内容。") if is_allowed else _("系统外的通知从现在起不附消息内容。"), "ok")
    return redirect(url_for("notify.targets"))


def _paused(target: str, *, is_paused: bool) -> Response:
    with transaction() as session:
        actions.pause_target(session, current_viewer(), target, is_paused=is_paused)
    flash(_("已停用。") if is_paused else _("已启用。"), "ok")
    return redirect(url_for("notify.targets"))


def _page(viewer: Viewer, status: int = 200, **values: Any) -> Response:
    with reading() as session:
        values = {
            "targets": queries.targets(session, viewer),
            "allows_content": queries.allows_content(session),
            "lost": queries.lost_count(session),
            "form": {},
            "faults": {},
        } | values
    return current_app.make_response((render_template("notify/targets.html", kinds=TARGETS, **values), status))
