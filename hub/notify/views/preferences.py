"""我的账号 → 通知: address, pace and hours, and the browsers that take push notices."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ...accounts.faults import Faults
from ...core.db import reading, transaction
from ...core.errors import NotFound
from ...core.i18n import _
from ...core.viewer import Viewer
from ...web.api import Asked, read_body
from ...web.doors import door
from ...web.viewer import current_viewer, viewer_or_none
from .. import actions, queries, ways
from ..models import PACES, NoticePreference
from ..senders.push import public_key
from . import minute_text, notify

WORKER = "/sw.js"
"""The service worker that shows what is pushed; another room's, so that it is asked for only where it is."""


@notify.get("/account/notices")
@door("content")
def preferences() -> Response:
    """How I am told outside the page."""
    return _page(current_viewer())


@notify.post("/account/notices")
@door("content")
def save_preferences() -> Response:
    """Be told so from now on."""
    viewer, form = current_viewer(), request.form
    asked = actions.PreferenceForm(
        mail_address=form.get("mail_address", ""),
        mail_pace=form.get("mail_pace", "immediate"),
        push_pace=form.get("push_pace", "immediate"),
        digest_hours=form.get("digest_hours", ""),
        quiet_from=form.get("quiet_from", ""),
        quiet_to=form.get("quiet_to", ""),
        shows_desktop="shows_desktop" in form,
    )
    try:
        with transaction() as session:
            actions.set_preference(session, viewer, asked)
    except Faults as error:
        return _page(viewer, 422, faults=error.by_field, form=form)
    flash(_("通知设置已保存。"), "ok")
    return redirect(url_for("notify.preferences"))


@notify.post("/account/notices/browsers/<browser>/removal")
@door("content")
def remove_browser(browser: str) -> Response:
    """Send nothing more to one of my browsers."""
    try:
        with transaction() as session:
            actions.remove_browser(session, current_viewer(), browser)
    except NotFound:
        flash(_("这个浏览器已经移除。"))
    else:
        flash(_("这个浏览器不再接收推送。"), "ok")
    return redirect(url_for("notify.preferences"))


class Keys(Asked):
    """What to encrypt for a browser with."""

    p256dh: str
    auth: str


class Subscription(Asked):
    """A browser's push subscription."""

    endpoint: str
    keys: Keys


class Endpoint(Asked):
    """A browser that takes no more push notices."""

    endpoint: str


@notify.post("/notices/push")
@door("content")
def subscribe() -> Response:
    """Push notices to this browser."""
    asked: Any = read_body(Subscription)
    with transaction() as session:
        actions.add_browser(
            session, current_viewer(), asked.endpoint, asked.keys.p256dh, asked.keys.auth, request.user_agent.string
        )
    return Response(status=204)


@notify.delete("/notices/push")
@door("content")
def unsubscribe() -> Response:
    """Push no more to this browser."""
    asked: Any = read_body(Endpoint)
    with transaction() as session:
        actions.remove_endpoint(session, current_viewer(), asked.endpoint)
    return Response(status=204)


@notify.app_context_processor
def _desktop() -> dict[str, Any]:
    return {"shows_desktop": shows_desktop}


def shows_desktop() -> bool:
    """Whether the viewer wants notifications of the browser while a page is open but hidden."""
    viewer = viewer_or_none()
    if viewer is None:
        return False
    with reading() as session:
        return queries.my_preference(session, viewer).shows_desktop


def _page(viewer: Viewer, status: int = 200, **values: Any) -> Response:
    with reading() as session:
        chosen = queries.my_preference(session, viewer)
        values = {
            "browsers": queries.my_browsers(session, viewer),
            "urgent": queries.my_urgent(session, viewer),
            "form": _written(chosen),
            "faults": {},
        } | values
    values |= {"paces": PACES, "sends_mail": ways.sends_mail(), "push_key": public_key(ways.ours().key("push"))}
    values["worker"] = WORKER if any(rule.rule == WORKER for rule in current_app.url_map.iter_rules()) else ""
    return current_app.make_response((render_template("notify/preferences.html", **values), status))


def _written(chosen: NoticePreference) -> dict[str, Any]:
    """The preferences as the form has them."""
    return {
        "mail_address": chosen.mail_address,
        "mail_pace": chosen.mail_pace,
        "push_pace": chosen.push_pace,
        "digest_hours": chosen.digest_hours.replace(",", ", "),
        "quiet_from": minute_text(chosen.quiet_from_minute),
        "quiet_to": minute_text(chosen.quiet_to_minute),
        **({"shows_desktop": "1"} if chosen.shows_desktop else {}),
    }
