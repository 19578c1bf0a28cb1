"""The figures of a period as a spreadsheet, and as an official notice (督办通报) for the office to go on with."""

from io import BytesIO
from urllib.parse import quote

from flask import Response, request

from ...core import clock
from ...core.db import reading, transaction
from ...core.i18n import _
from ...core.offload import offload
from ...core.policy import require
from ...documents.official import docx
from ...documents.official.tree import OfficialDocument
from ...issues.exporting import as_xlsx
from ...issues.views.export import XLSX
from ...minutes.publishing.queries import letterhead_of
from ...minutes.publishing.views.files import TYPES
from ...web.doors import door
from ...web.viewer import current_viewer
from .. import actions, exporting, queries
from ..notice import notice
from ..rules import Period, read_period
from . import appraisal


@appraisal.get("/appraisal.xlsx")
@door("appraisal.read")
def spreadsheet() -> Response:
    """The units' figures; the audit trail has it before a byte is sent."""
    viewer, period = current_viewer(), _period()
    with reading() as session:
        require(session, viewer, "appraisal.read")
        above, lines = exporting.table(viewer, period, queries.of_units(session, viewer, period))
    with transaction() as session:
        actions.note_taken(session, viewer, period, "xlsx")
    content = offload(as_xlsx, above, lines, _("履职情况"), exporting.WIDTHS)
    return _sent(content, XLSX, f"appraisal-{period.first_on:%Y%m%d}-{period.last_on:%Y%m%d}.xlsx")


@appraisal.get("/appraisal/notice.docx")
@door("office")
def notice_file() -> Response:
    """督办通报, to be numbered and sent out by the office."""
    viewer, period = current_viewer(), _period()
    with reading() as session:
        found = queries.of_units(session, viewer, period)
        overdue = queries.overdue(session, viewer, period)
        letterhead = letterhead_of(session, clock.today())
        office = letterhead.printing_office if letterhead else ""
    with transaction() as session:
        actions.note_taken(session, viewer, period, "docx")
    document = notice(period, found, overdue, office, clock.today())
    return _sent(offload(_word, document), TYPES["docx"], f"{document.title}.docx")


def _word(document: OfficialDocument) -> bytes:
    file = BytesIO()
    docx.write(document, file)
    return file.getvalue()


def _period() -> Period:
    return read_period(request.args.get("from", ""), request.args.get("to", ""), clock.today())


def _sent(content: bytes, kind: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "no-store",
    }
    return Response(content, mimetype=kind, headers=headers)
