"""Doors: every view says which policy it stands under, and nobody reaches one without passing its gate."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from ..core import policy
from ..core.errors import Denied, HubError, NotFound
from ..core.i18n import _
from .viewer import viewer_or_none

View = TypeVar("View", bound=Callable[..., Any])


def door(rule: str) -> Callable[[View], View]:
    """Decorator: the view stands under the policy `rule` (`public`, `office`, `channel.read`, …)."""

    def mark(view: View) -> View:
        view.policy = rule  # type: ignore[attr-defined]
        return view

    return mark


def policy_of(app: Flask, endpoint: str) -> str | None:
    """The policy that the endpoint carries; `public` for static files; None for a door without one."""
    if endpoint == "static":
        return "public"
    return getattr(app.view_functions[endpoint], "policy", None)


def install(app: Flask) -> None:
    """Stand a gate before every door."""
    app.before_request(_pass_gate)


def check_all(app: Flask) -> None:
    """Raise LookupError when a route has no policy, or one that nobody registered."""
    for route in app.url_map.iter_rules():
        found = policy_of(app, route.endpoint)
        if found is None or found not in policy.names():
            raise LookupError(f"{route.rule} ({route.endpoint}) has no known policy: {found!r}")


def _pass_gate() -> Response | None:
    if request.endpoint is None:
        return None
    rule = policy_of(current_app, request.endpoint)
    viewer = viewer_or_none()
    if rule is None:
        raise LookupError(f"{request.endpoint} has no policy")
    if policy.passes_gate(viewer, rule):
        return _change_password_first() if viewer and viewer.must_change_password else None
    if viewer is None:
        return _to_sign_in()
    raise NotFound(_("没有找到，或者您无权查看。"))


def _to_sign_in() -> Response | None:
    if _is_for_programs() or g.get("by_token"):
        raise SignInNeeded(_("请先登录，或检查令牌是否有效。"))
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted if wanted != "/" else None))


def _is_for_programs() -> bool:
    """Whether the door is the API's; its documentation is a page."""
    return request.path.startswith("/api/") and request.path != "/api/docs"


def _change_password_first() -> Response | None:
    free = {
        "accounts.password",
        "accounts.account",
        "accounts.sign_out",
        "accounts.locale",
        "static",
        "accounts.sign_in",
    }
    if request.endpoint in free or g.get("by_token"):
        return None
    if _is_for_programs():
        raise Denied(_("请先在网页上更改初始密码。"))
    return redirect(url_for("accounts.account", _anchor="password"))


class SignInNeeded(HubError):
    """Nobody is signed in, and the door needs somebody."""

    code = "denied"
    status = 401
