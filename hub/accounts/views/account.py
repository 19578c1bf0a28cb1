"""My account: password, language, the browsers I am signed in with, my programs' tokens."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Conflict, Denied, NotFound, RateLimited
from ...core.i18n import _, set_locale
from ...core.viewer import Viewer
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, passwords, queries
from ..faults import Faults
from ..rules.addresses import own_path
from ..rules.passwords import password_fault
from ..words import password_sentence
from . import accounts
from .sign_in import count_try, forgive


@accounts.get("/account")
@door("signed_in")
def account() -> Response:
    """Everything about me on one page; the password alone while it must be changed."""
    return account_page(current_viewer())


@accounts.post("/account/password")
@door("signed_in")
def password() -> Response:
    """Replace my password; every other browser of mine is out."""
    viewer = current_viewer()
    try:
        _replace_password(viewer)
    except (Faults, RateLimited, Conflict) as error:
        faults = error.by_field if isinstance(error, Faults) else {"current": error.message}
        return account_page(viewer, 422, password_faults=faults)
    flash(_("密码已更改，其他设备上的登录都已退出。"), "ok")
    return redirect("/" if viewer.must_change_password else url_for("accounts.account"))


@accounts.post("/account/locale")
@door("signed_in")
def locale() -> Response:
    """Read the hub in another language from now on."""
    wanted = request.form.get("locale", "")
    with transaction() as session:
        actions.set_locale(session, current_viewer(), wanted)
    set_locale(wanted)
    return redirect(own_path(request.form.get("next")))


@accounts.post("/account/sessions/<session_id>/end")
@door("signed_in")
def end_session(session_id: str) -> Response:
    """Sign one of my browsers out."""
    try:
        with transaction() as session:
            actions.end_session(session, current_viewer(), session_id)
    except NotFound:
        flash(_("这台设备已经不在登录状态。"))
        return redirect(url_for("accounts.account"))
    flash(_("已退出该设备上的登录。"), "ok")
    return redirect(url_for("accounts.account"))


@accounts.post("/account/sessions/end")
@door("signed_in")
def end_other_sessions() -> Response:
    """Sign all my other browsers out."""
    with transaction() as session:
        actions.end_other_sessions(session, current_viewer())
    flash(_("已退出其他设备上的登录。"), "ok")
    return redirect(url_for("accounts.account"))


@accounts.post("/account/tokens")
@door("signed_in")
def create_token() -> Response:
    """Make a token and show it, this once."""
    viewer, name = current_viewer(), request.form.get("name", "")
    try:
        with transaction() as session:
            token = actions.create_token(session, viewer, name)
    except Faults as error:
        return account_page(viewer, 422, token_faults=error.by_field)
    return account_page(viewer, new_token=token)


@accounts.post("/account/tokens/<token_id>/revoke")
@door("signed_in")
def revoke_token(token_id: str) -> Response:
    """Make one of my tokens worthless."""
    try:
        with transaction() as session:
            actions.revoke_token(session, current_viewer(), token_id)
    except NotFound:
        flash(_("这个令牌已经作废。"))
        return redirect(url_for("accounts.account"))
    flash(_("令牌已作废，使用它的程序不能再访问。"), "ok")
    return redirect(url_for("accounts.account"))


def _replace_password(viewer: Viewer) -> None:
    current, new = request.form.get("current", ""), request.form.get("new", "")
    with reading() as session:
        mine = queries.my_credentials(session, viewer)
    fault = password_fault(new, mine.login, mine.name)
    sentences = {
        "current": "" if current else _("请填写当前密码。"),
        "new": password_sentence(fault) if fault else _("新密码与当前密码相同。") if new == current else "",
        "again": "" if new == request.form.get("again", "") else _("两次填写的新密码不一致。"),
    }
    faults = {field: sentence for field, sentence in sentences.items() if sentence}
    if faults:
        raise Faults(faults)
    if viewer.session_id is None:
        raise Denied(_("密码只能在网页上更改。"))
    count_try(mine.login)
    if not passwords.verify_password(mine.password_hash, current):
        raise Faults({"current": _("当前密码不对。")})
    forgive(mine.login)
    new_hash = passwords.hash_password(new)
    with transaction() as session:
        actions.change_password(session, viewer, mine.password_hash, new_hash)


def account_page(viewer: Viewer, status: int = 200, **values: Any) -> Response:
    """My account, with what was refused."""
    with reading() as session:
        values |= {
            "login": queries.my_credentials(session, viewer).login,
            "sessions": queries.my_sessions(session, viewer),
            "tokens": queries.my_tokens(session, viewer),
            "deputies": queries.my_deputies(session, viewer),
            "standing_ins": queries.my_standing_in(session, viewer),
            "colleagues": queries.colleagues(session, viewer.person_id),
            "form": request.form,
        }
    return current_app.make_response((render_template("accounts/account.html", **values), status))
