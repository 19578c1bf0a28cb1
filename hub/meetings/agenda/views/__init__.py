"""Agendas and papers on pages: as everybody sees them, and the editor of those who arrange."""

from flask import Blueprint, g

from ....core.db import reading
from ....web.viewer import current_viewer
from ...models import Consultation
from ...shapes import ConsultationSheet
from .. import queries

agenda = Blueprint("agenda", __name__)


@agenda.app_template_global()
def agenda_of(sheet: ConsultationSheet) -> queries.AgendaPage:
    """The agenda of a consultation whose page the viewer sees; asked of the database once a request."""
    kept: dict[int, queries.AgendaPage] = g.setdefault("agendas", {})
    if sheet.id not in kept:
        with reading() as session:
            kept[sheet.id] = queries.page(session, current_viewer(), session.get_one(Consultation, sheet.id))
    return kept[sheet.id]


from . import editing, items, papers  # noqa: E402, F401 (they hang their doors here)
