"""Pages of minutes: the list, one document with its passages, the texts that a passage had, the wording of drafts."""

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ..queries import of_consultation
from ..shapes import Line
from ..words import masthead_of, paper_size, standing_word, state_word, why_word, wording_word

minutes = Blueprint("minutes", __name__)


@minutes.app_template_global()
def minutes_of(consultation: str) -> Line | None:
    """The minutes of a consultation (public id) that the viewer may read, for its page."""
    with reading() as session:
        return of_consultation(session, current_viewer(), consultation)


minutes.add_app_template_global(state_word, "minutes_state")
minutes.add_app_template_global(standing_word, "standing_word")
minutes.add_app_template_global(why_word, "why_word")
minutes.add_app_template_global(wording_word, "wording_word")
minutes.add_app_template_global(paper_size, "paper_size")
minutes.add_app_template_global(masthead_of, "masthead_of")

from . import listing, page, passages, placing, wording  # noqa: E402, F401 (they hang their doors here)
