"""What a unit does with an invitation on pages."""

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ..queries import attendances
from ..rules import NAME_LIMIT, REASON_LIMIT
from ..shapes import Attendances

answering = Blueprint("answering", __name__)


@answering.app_template_global()
def answers_to(consultation: str) -> Attendances:
    """The answers to a consultation (public id) that the viewer sees."""
    with reading() as session:
        return attendances(session, current_viewer(), consultation)


@answering.app_template_global()
def answer_limits() -> dict[str, int]:
    """How long what one writes may be."""
    return {"reason": REASON_LIMIT, "name": NAME_LIMIT}


from . import acts  # noqa: E402, F401 (it hangs its doors here)
