"""The quick switcher's door, and what its dialog knows on every page."""

from collections.abc import Callable
from dataclasses import asdict

from flask import Blueprint, Response, current_app, jsonify, request

from ...core.db import reading
from ...web.doors import door
from ...web.viewer import current_viewer
from . import queries
from .rules import spelled

switcher = Blueprint("switcher", __name__)
SEARCH = "/search"


@switcher.app_context_processor
def _words() -> dict[str, Callable[..., str]]:
    return {"spelled": spelled, "search_address": search_address}


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
