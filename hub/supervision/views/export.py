"""The register as a file: the lines that the page's address asks for, as a spreadsheet."""

from flask import Response

from ...core import clock
from ...core.db import reading, transaction
from ...core.i18n import _
from ...core.offload import offload
from ...issues.exporting import as_xlsx
from ...issues.views.export import XLSX
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import exporting
from . import supervision
from .asked import asked


@supervision.get("/follow-ups/export.xlsx")
@door("content")
def export() -> Response:
    """The file; the audit trail has it before a byte is sent."""
    viewer, wanted = current_viewer(), asked()
    with reading() as session:
        above, lines = exporting.table(session, viewer, wanted)
    with transaction() as session:
        exporting.note_export(session, viewer, wanted, len(lines) - 1)
    content = offload(as_xlsx, above, lines, _("督办台账"), exporting.WIDTHS)
    name = f"follow-ups-{clock.today():%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
    return Response(content, mimetype=XLSX, headers=headers)
