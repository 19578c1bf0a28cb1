"""Pages of plans: the plan itself, bringing a document in, correcting the draft, and correcting the living plan."""

from flask import Blueprint

from ...web.viewer import viewer_or_none
from ..policy import READERS
from ..queries import field_word

plan = Blueprint("plan", __name__)
plan.add_app_template_global(field_word)


@plan.app_template_global()
def reads_plans() -> bool:
    """Whether the viewer may read plans, for links to them on every page."""
    viewer = viewer_or_none()
    return viewer is not None and viewer.has(*READERS)


from . import applying, drafts, importing, items, pages  # noqa: E402, F401 (they hang their doors here)
