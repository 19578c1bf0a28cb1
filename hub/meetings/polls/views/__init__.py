"""Pages of polls: asking which times suit, answering for a unit, choosing."""

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ..queries import poll_of, sheet
from ..rules import answer_words
from ..shapes import PollSheet

polls = Blueprint("polls", __name__)


@polls.app_template_global()
def poll_words() -> dict[str, str]:
    """What units say to a time, as people say it."""
    return answer_words()


@polls.app_template_global()
def poll_for(consultation_id: int) -> PollSheet | None:
    """The poll of a consultation (key) that the viewer arranges, None where there was none."""
    with reading() as session:
        row = poll_of(session, consultation_id)
        return sheet(session, current_viewer(), row.public_id) if row is not None else None


from . import asking, page  # noqa: E402, F401 (they hang their doors here)
