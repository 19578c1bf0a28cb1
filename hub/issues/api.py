"""The API's doors to issues."""

from flask import Blueprint, current_app, request

from ..channels.api import refuse_outsiders
from ..core.db import reading
from ..core.policy import require_sight
from ..web.doors import policy_of
from ..web.viewer import current_viewer
from . import sight

issues_api = Blueprint("issues_api", __name__)
issues_api.before_request(refuse_outsiders)


@issues_api.before_request
def refuse_strangers() -> None:
    """Refuse those who may not see the issue before a word of the request is read, as for channels."""
    named = {name: value for name, value in (request.view_args or {}).items() if name in {"issue", "extension"}}
    if not named:
        return
    rule = policy_of(current_app, request.endpoint or "") or ""
    with reading() as session:
        require_sight(session, current_viewer(), rule, sight.thing(session, **named))


from . import api_acts, api_extensions, api_reading, register_api  # noqa: E402, F401 (they hang their doors here)
