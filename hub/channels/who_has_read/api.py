"""The API's door to who has read."""

from flask import Blueprint

from ...core.db import reading
from ...core.viewer import Viewer
from ...web.api import api_route
from ..api import refuse_outsiders
from ..wire.acknowledgements import ReadersAnswer, readers_answer
from . import queries

readers_api = Blueprint("readers_api", __name__)
readers_api.before_request(refuse_outsiders)


@api_route(readers_api, "GET", "/messages/<message>/readers", rule="message.readers", answer=ReadersAnswer)
def list_readers(viewer: Viewer, message: str) -> ReadersAnswer:
    """See which units have read a message."""
    with reading() as session:
        return readers_answer(queries.readers_of(session, viewer, message))
