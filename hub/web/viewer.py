"""Who asks by HTTP: found from the session cookie or a Bearer token, anew for each request."""

from collections.abc import Callable

from flask import Flask, g, request
from sqlalchemy.orm import Session

from ..core.caller import Caller, Way, set_caller
from ..core.db import reading
from ..core.errors import Denied
from ..core.i18n import LOCALES, set_locale
from ..core.viewer import Viewer

COOKIE = "hub_session"
NOBODYS = frozenset({"installing", "probes"})
"""The blueprints of what browsers keep and of what programs watch: the same for everybody, so nobody is looked up."""
LANGUAGE_COOKIE = "hub_lang"
"""The language of the sign-in page: `en` as chosen there, `en.kept` once somebody has signed in with it."""

Lookup = Callable[[Session, str], Viewer | None]


def install(app: Flask, by_session: Lookup, by_token: Lookup) -> None:
    """Look the viewer up before each request with the given queries, and speak their language."""

    @app.before_request
    def find_viewer() -> None:
        g.viewer = None
        g.by_token = False
        if request.endpoint == "static" or request.blueprint in NOBODYS:
            return
        g.viewer = _look_up(by_session, by_token)
        set_caller(_caller())
        set_locale(_locale())

    @app.teardown_request
    def speak_as_before(_error: BaseException | None) -> None:
        set_locale("zh")  # whatever this thread or greenlet does next is not this viewer's
        set_caller(Caller())


def current_viewer() -> Viewer:
    """The signed-in viewer of this request; Denied when there is none (a gate that let them in is wrong)."""
    viewer = viewer_or_none()
    if viewer is None:
        raise Denied
    return viewer


def viewer_or_none() -> Viewer | None:
    """The viewer of this request, or None for somebody who has not signed in."""
    viewer: Viewer | None = g.get("viewer")
    return viewer


def language_cookie() -> tuple[str, bool]:
    """The language that was chosen on the sign-in page ("" for none), and whether nobody has signed in since."""
    language, _dot, kept = request.cookies.get(LANGUAGE_COOKIE, "").partition(".")
    return (language, not kept) if language in LOCALES else ("", False)


def _look_up(by_session: Lookup, by_token: Lookup) -> Viewer | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        g.by_token = True
        with reading() as session:
            return by_token(session, token.strip())
    secret = request.cookies.get(COOKIE)
    if not secret:
        return None
    with reading() as session:
        return by_session(session, secret)


def _caller() -> Caller:
    viewer = viewer_or_none()
    way: Way = "program" if g.by_token else "page"
    if viewer is None:
        return Caller(way=way, address=request.remote_addr or "")
    return Caller(viewer.public_id, way, request.remote_addr or "", viewer.person_id)


def _locale() -> str:
    viewer = viewer_or_none()
    asked = request.args.get("lang") or language_cookie()[0]
    if asked in LOCALES and viewer is None:
        return asked
    return viewer.locale if viewer else "zh"
