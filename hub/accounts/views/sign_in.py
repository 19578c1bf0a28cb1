"""Signing in and out."""

from flask import current_app, g, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from ...core.db import reading, transaction
from ...core.errors import Conflict, Invalid, RateLimited
from ...core.i18n import LOCALES, _, _n
from ...core.viewer import Viewer
from ...web.doors import door
from ...web.viewer import COOKIE, LANGUAGE_COOKIE, language_cookie, viewer_or_none
from .. import passwords, queries
from ..actions import SignIn, note_failure, set_locale
from ..actions import sign_in as start_session
from ..actions import sign_out as end_this_session
from ..queries import Credentials
from ..rules.addresses import own_path
from ..rules.expiry import IDLE_KEPT
from ..rules.logins import tidy_login
from ..throttle import WINDOW_SECONDS, Throttle
from . import THROTTLE, accounts


@accounts.route("/sign-in", methods=["GET", "POST"])
@door("public")
def sign_in() -> Response:
    """Ask for account and password, and start a session under a new secret."""
    if request.method == "POST":
        return _try()
    if viewer_or_none() is not None:
        return redirect(own_path(request.args.get("next")))
    return _page()


@accounts.post("/sign-out")
@door("public")
def sign_out() -> Response:
    """End this session; the front page then asks who comes next."""
    viewer = viewer_or_none()
    if viewer is not None and not g.by_token:
        with transaction() as session:
            end_this_session(session, viewer)
    response = redirect("/")
    response.delete_cookie(COOKIE, path="/")
    return response


def count_try(login: str) -> int:
    """Count a try of this account from the asking address; how many are left, or RateLimited."""
    throttle: Throttle = current_app.extensions[THROTTLE]
    return throttle.count_try(login, request.remote_addr or "")


def forgive(login: str) -> None:
    """The right password came: forget the wrong ones of this account from the asking address."""
    throttle: Throttle = current_app.extensions[THROTTLE]
    throttle.forgive(login, request.remote_addr or "")


def wrong_password(left: int) -> str:
    """What to say after a wrong password with `left` more tries."""
    minutes = WINDOW_SECONDS // 60
    if left == 0:
        return _n("账号或密码不对。这里已锁定%(num)d分钟，急用请联系区未保办重置密码。", minutes)
    return _n("账号或密码不对。再错%(num)d次，将锁定%(minutes)d分钟。", left, minutes=minutes)


def prove(viewer: Viewer, password: str) -> None:
    """That it is really the viewer who does something weighty, by the password again, counted as at signing in.

    Raises Invalid (field `password`), RateLimited.
    """
    with reading() as session:
        found = queries.my_credentials(session, viewer)
    left = count_try(found.login)
    if not passwords.verify_password(found.password_hash, password):
        with transaction() as session:
            note_failure(session, found.person_id)
        minutes = WINDOW_SECONDS // 60
        said = _n("密码不对，再错%(num)d次将锁定%(minutes)d分钟。", left, minutes=minutes)
        raise Invalid(said if left else _n("密码不对，已锁定%(num)d分钟。", minutes), field="password")
    forgive(found.login)


def _try() -> Response:
    login, password = tidy_login(request.form.get("account", "")), request.form.get("password", "")
    if not login or not password:
        return _page(_("请填写账号和密码。"), 422)
    try:
        left = count_try(login)
    except RateLimited as error:
        page = _page(error.message, 429)
        page.headers["Retry-After"] = str(error.retry_in_seconds)
        return page
    with reading() as session:
        found = queries.credentials(session, login)
    fits = passwords.verify_password(found.password_hash if found else None, password)
    if found is None or not fits or not found.is_active:
        with transaction() as session:
            note_failure(session, found.person_id if found else None)
        return _page(wrong_password(left), 422)
    forgive(login)
    return _let_in(found, password)


def _let_in(found: Credentials, password: str) -> Response:
    keep = request.form.get("keep") == "1"
    weak = passwords.needs_rehash(found.password_hash)
    proved = SignIn(
        person_id=found.person_id,
        password_hash=found.password_hash,
        address=request.remote_addr or "",
        agent=request.headers.get("User-Agent", ""),
        keep=keep,
        stronger_hash=passwords.hash_password(password) if weak else None,
        old_secret=request.cookies.get(COOKIE),
    )
    try:
        with transaction() as session:
            secret = start_session(session, proved)
            viewer = queries.viewer_of_session(session, secret)
            if viewer is not None:
                _speak_as_chosen(session, viewer)
    except Conflict as error:
        return _page(error.message, 409)
    if viewer is None:
        return _page(_("您所在的单位已停用，请联系区未保办。"), 422)
    response = redirect(own_path(request.form.get("next")))
    set_secret_cookie(response, secret, int(IDLE_KEPT.total_seconds()) if keep else None)
    language, is_fresh = language_cookie()
    if is_fresh:
        _set_language_cookie(response, f"{language}.kept")  # or it would undo what somebody chooses later
    return response


def _speak_as_chosen(session: Session, viewer: Viewer) -> None:
    """A language chosen on the sign-in page is that of the person who then signs in."""
    language, is_fresh = language_cookie()
    if is_fresh and language != viewer.locale:
        set_locale(session, viewer, language)


def set_secret_cookie(response: Response, secret: str, max_age: int | None) -> None:
    """Give the browser its session's secret; without `max_age` (seconds) it forgets it when it closes."""
    secure = current_app.config["HUB"].is_https
    response.set_cookie(COOKIE, secret, max_age=max_age, path="/", secure=secure, httponly=True, samesite="Lax")


def _page(error: str = "", status: int = 200) -> Response:
    values = {
        "error": error,
        "account": request.form.get("account", ""),
        "keep": request.form.get("keep") == "1",
        "next": own_path(request.values.get("next")),
    }
    response = current_app.make_response((render_template("accounts/sign_in.html", **values), status))
    language = request.args.get("lang")
    if language in LOCALES:
        _set_language_cookie(response, language)
    return response


def _set_language_cookie(response: Response, value: str) -> None:
    response.set_cookie(LANGUAGE_COOKIE, value, max_age=365 * 86400, path="/", httponly=True, samesite="Lax")
