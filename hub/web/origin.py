"""No other site may write here: unsafe requests must come from the hub's own pages (docs/security.md)."""

from flask import Flask, current_app, g, request

from ..core.config import Settings
from ..core.errors import Denied
from ..core.i18n import _

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask) -> None:
    """Check each unsafe request before its gate."""
    app.before_request(_check)


def _check() -> None:
    if request.method in SAFE_METHODS or g.get("by_token"):
        return  # a Bearer token is never sent by a browser of its own accord
    if not is_own(request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site"), current_app.config["HUB"]):
        raise Denied(_("这个请求不是从本系统的页面发出的，已拒绝。请回到本系统的页面重试。"))


def is_own(origin: str | None, fetch_site: str | None, settings: Settings) -> bool:
    """Whether a browser's headers prove that the request left one of the hub's own pages."""
    if fetch_site is not None and fetch_site != "same-origin":
        return False
    if origin is not None:
        return origin.lower() in settings.allowed_origins
    return fetch_site == "same-origin"
