"""Pages of consultations 会商: what is to come, each with its parts, and what is done to it."""

from flask import Blueprint

from .. import rules

meetings = Blueprint("meetings", __name__)


@meetings.app_template_global()
def consultation_words() -> dict[str, dict[str, str]]:
    """Kinds, states and answers as people say them."""
    return {"kinds": rules.kinds(), "states": rules.states(), "answers": rules.answers()}


from . import page  # noqa: E402, F401 (they hang their doors here)
