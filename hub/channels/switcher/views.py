"""The quick switcher's door, and what its dialog knows on every page."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from ...core.db import reading
from ...core.i18n import _, speaking
from ...core.viewer import Role
from ...plan.policy import READERS
from ...web.doors import door
from ...web.viewer import current_viewer
from . import queries
from .rules import spelled

switcher = Blueprint("switcher", __name__)
SEARCH = "/search"


@switcher.app_context_processor
def _dialog() -> dict[str, Callable[[], Any]]:
    return {"switch_pages": switch_pages, "search_address": search_address}


def switch_pages() -> list[dict[str, Any]]:
    """The pages that the viewer may go to, in their language, spelled as in Chinese."""
    viewer = current_viewer()
    allowed = [
        (viewer.sees_content, "channels.home", lambda: _("待我处理")),
        (viewer.has(*READERS), "plan.plan", lambda: _("工作要点")),
        (viewer.is_office or viewer.has(Role.ADMIN), "accounts.people", lambda: _("单位和人员")),
        (True, "accounts.account", lambda: _("我的账号")),
    ]
    return [_page(endpoint, title) for may, endpoint, title in allowed if may]


def _page(endpoint: str, title: Callable[[], str]) -> dict[str, Any]:
    with speaking("zh"):
        pinyin = spelled(title())
    return {"address": url_for(endpoint), "title": {"name": title(), "pinyin": pinyin}}


def search_address() -> str:
    """Where messages are searched for, "" in a hub without that page."""
    return SEARCH if current_app.url_map.bind("").test(SEARCH, "GET") else ""


@switcher.get("/channels/switcher", endpoint="channels")
@door("content")
def channels() -> Response:
    """The channels that one can switch to, as JSON; 304 to a script that has them already."""
    with reading() as session:
        found = queries.targets(session, current_viewer())
    response = jsonify([asdict(target) for target in found])
    response.add_etag()
    response.make_conditional(request)
    return response
