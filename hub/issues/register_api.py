"""The API's door to the register; docs/api.md tells how to ask."""

from ..core.db import reading
from ..core.viewer import Viewer
from ..web.api import api_route
from . import queries
from .api import issues_api
from .register_wire import RegisterAnswer, RegisterQuery, filter_of, register_answer


@api_route(issues_api, "GET", "/issues", rule="content", answer=RegisterAnswer, query=RegisterQuery)
def list_issues(viewer: Viewer, query: RegisterQuery) -> RegisterAnswer:
    """List the issues of your channels, filtered and sorted, page by page."""
    with reading() as session:
        return register_answer(queries.register(session, viewer, filter_of(query), query.after, query.limit))
