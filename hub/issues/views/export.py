"""The register as a file: the lines that the page's address asks for, as a spreadsheet."""

from flask import Response

from ...core import clock
from ...core.db import reading, transaction
from ...core.i18n import _
from ...core.offload import offload
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import exporting
from . import issues
from .asked import asked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@issues.get("/issues/export.xlsx")
@door("content")
def export() -> Response:
    """The file; the audit trail has it before a byte is sent."""
    viewer, wanted = current_viewer(), asked()
    with reading() as session:
        above, lines = exporting.table(session, viewer, wanted)
    with transaction() as session:
        exporting.note_export(session, viewer, wanted, len(lines) - 1)
    content = offload(exporting.as_xlsx, above, lines, _("问题台账"))
    name = f"issues-{clock.today():%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
    return Response(content, mimetype=XLSX, headers=headers)
