"""From review to receipt: what stands beside the document, letterheads, and the register of numbers."""

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ... import queries
from ..queries import Panel, panel

publishing = Blueprint("publishing", __name__)


@publishing.app_template_global()
def publication_panel(minutes: str) -> Panel:
    """How far minutes (public id) have come, and what the viewer may do now."""
    with reading() as session:
        viewer = current_viewer()
        return panel(session, viewer, queries.found(session, viewer, minutes))


from . import correcting, files, letterheads, register, steps  # noqa: E402, F401 (they hang their doors here)
