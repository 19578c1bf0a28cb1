"""Agendas and papers on pages: as everybody sees them, and the editor of those who arrange."""

from flask import Blueprint

from ....core.db import reading
from ....web.viewer import current_viewer
from ...models import Consultation
from ...shapes import ConsultationSheet
from .. import queries

agenda = Blueprint("agenda", __name__)


@agenda.app_template_global()
def agenda_of(sheet: ConsultationSheet) -> queries.AgendaPage:
    """The agenda of a consultation whose page the viewer sees."""
    with reading() as session:
        return queries.page(session, current_viewer(), session.get_one(Consultation, sheet.id))


from . import editing, items, papers  # noqa: E402, F401 (they hang their doors here)
