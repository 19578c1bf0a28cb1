"""The API's doors to consultations; rooms hang theirs here too."""

from flask import Blueprint, current_app, request

from ..channels.api import refuse_outsiders
from ..core.db import reading
from ..core.policy import require_sight
from ..web.doors import policy_of
from ..web.viewer import current_viewer
from . import sight

meetings_api = Blueprint("meetings_api", __name__)
meetings_api.before_request(refuse_outsiders)


@meetings_api.before_request
def refuse_strangers() -> None:
    """Refuse those who may not know of the consultation before a word of the request is read, as for channels."""
    named = (request.view_args or {}).get("consultation")
    if named is None:
        return
    rule = policy_of(current_app, request.endpoint or "") or ""
    with reading() as session:
        require_sight(session, current_viewer(), rule, sight.thing(session, named))


from . import api_reading  # noqa: E402, F401 (it hangs its doors here)
