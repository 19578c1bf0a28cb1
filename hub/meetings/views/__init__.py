"""Pages of consultations 会商: what is to come, each with its parts, and what is done to it."""

from flask import Blueprint

from ...channels.shapes import ConsultationCard
from ...core.db import reading
from ...web.viewer import current_viewer
from .. import rules
from ..between import of_channel

meetings = Blueprint("meetings", __name__)


@meetings.app_template_global()
def consultation_words() -> dict[str, dict[str, str]]:
    """Kinds, states and answers as people say them."""
    return {"kinds": rules.kinds(), "states": rules.states(), "answers": rules.answers()}


@meetings.app_template_global()
def consultation_in(channel: str) -> ConsultationCard | None:
    """The consultation whose channel (public id) the viewer is in, for the panel beside the conversation."""
    with reading() as session:
        return of_channel(session, current_viewer(), channel)


from . import page  # noqa: E402, F401 (they hang their doors here)
