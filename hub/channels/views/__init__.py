"""Pages of channels: what waits for me, the desk with its conversation, and what forms and scripts of the pages ask for."""

from collections.abc import Callable

from flask import Blueprint, g

from ...core.db import reading
from ...web.viewer import viewer_or_none
from .. import queries

channels = Blueprint("channels", __name__)


@channels.app_context_processor
def _strip() -> dict[str, Callable[[], int]]:
    return {"waiting_count": waiting_count}


def waiting_count() -> int:
    """How much waits for the viewer, for the strip of every page; asked of the database once a request."""
    if "waiting_count" not in g:
        viewer = viewer_or_none()
        if viewer is None:
            return 0
        with reading() as session:
            g.waiting_count = queries.waiting_count(session, viewer)
    return int(g.waiting_count)


from . import desk, following, home, talking  # noqa: E402, F401 (they hang their doors here)
