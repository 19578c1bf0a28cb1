"""The API's doors to acknowledgements: answer for one's unit, take it back, remind the missing."""

from flask import Blueprint

from ...core.db import transaction
from ...core.viewer import Viewer
from ...web.api import api_route
from ..api import refuse_outsiders
from ..wire.acknowledgements import Reason
from ..wire.messages import MessageAnswer, message_answer
from . import actions
from . import asking as _asking  # noqa: F401 (posts may ask)

acknowledgements_api = Blueprint("acknowledgements_api", __name__)
acknowledgements_api.before_request(refuse_outsiders)


@api_route(
    acknowledgements_api,
    "PUT",
    "/messages/<message>/acknowledgement",
    rule="acknowledgement.give",
    answer=MessageAnswer,
)
def acknowledge(viewer: Viewer, message: str) -> MessageAnswer:
    """Answer for your unit that it has received a message."""
    with transaction() as session:
        view = actions.acknowledge(session, viewer, message)
    return message_answer(view, viewer)


@api_route(
    acknowledgements_api, "DELETE", "/messages/<message>/acknowledgement", rule="acknowledgement.give",
    answer=MessageAnswer,
)  # fmt: skip
def undo_acknowledgement(viewer: Viewer, message: str) -> MessageAnswer:
    """Take your unit's answer back, within ten minutes."""
    with transaction() as session:
        view = actions.undo(session, viewer, message)
    return message_answer(view, viewer)


@api_route(
    acknowledgements_api, "POST", "/messages/<message>/reminders", rule="acknowledgement.remind", answer=MessageAnswer,
    body=Reason, statuses=(201,),
)  # fmt: skip
def remind(viewer: Viewer, message: str, body: Reason) -> tuple[MessageAnswer, int]:
    """Remind the units that have not acknowledged, and only them."""
    with transaction() as session:
        view = actions.remind(session, viewer, message, body.reason)
    return message_answer(view, viewer), 201
