"""The API's door to the search; docs/api.md tells how to ask."""

from flask import Blueprint

from ...core.db import reading
from ...core.viewer import Viewer
from ...web.api import api_route
from ..wire.searching import SearchAnswer, SearchQuery, question_of, search_answer
from . import queries

searching_api = Blueprint("searching_api", __name__)


@api_route(searching_api, "GET", "/search", rule="content", answer=SearchAnswer, query=SearchQuery)
def search(viewer: Viewer, query: SearchQuery) -> SearchAnswer:
    """Search the messages of your channels, and the plans' items."""
    with reading() as session:
        return search_answer(queries.search(session, viewer, question_of(query)), viewer)
