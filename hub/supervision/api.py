"""The API's doors to follow-ups."""

from flask import Blueprint, current_app, request

from ..core.db import reading
from ..core.policy import require_sight
from ..web.doors import policy_of
from ..web.viewer import current_viewer
from .numbering import named

follow_ups_api = Blueprint("follow_ups_api", __name__)


@follow_ups_api.before_request
def refuse_strangers() -> None:
    """Refuse those who may not know of the follow-up before a word of the request is read, as for issues."""
    number = (request.view_args or {}).get("follow_up")
    if number is None:
        return
    rule = policy_of(current_app, request.endpoint or "") or ""
    with reading() as session:
        require_sight(session, current_viewer(), rule, session.scalar(named(number)))


from . import api_acts, api_deciding, api_reading  # noqa: E402, F401 (they hang their doors here)
