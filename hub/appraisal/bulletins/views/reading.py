"""The bulletins as everybody reads them."""

from flask import current_app, render_template
from werkzeug.wrappers import Response

from ....core.db import reading
from ....core.errors import NotFound
from ....core.i18n import _
from ....web.doors import door
from ....web.viewer import viewer_or_none
from .. import queries
from ..models import Bulletin
from . import bulletins, tables_of

GONE = 410


@bulletins.get("/bulletins")
@door("public")
def listing() -> str:
    """All that stand."""
    with reading() as session:
        found = queries.published(session)
    return render_template("bulletins/list.html", found=found)


@bulletins.get("/bulletins/<bulletin_id>")
@door("public")
def show(bulletin_id: str) -> Response:
    """One; of a withdrawn one only that it was withdrawn, and why."""
    row = found(bulletin_id)
    viewer = viewer_or_none()
    return page(row, is_office=viewer is not None and viewer.is_office)


def page(row: Bulletin, status: int = 200, *, is_office: bool, reason: str = "", fault: str = "") -> Response:
    """The page of a bulletin; `fault` is what is wrong with the `reason` for taking it back."""
    tables = tables_of(row) if row.withdrawn_at is None else ()
    body = render_template(
        "bulletins/page.html", row=row, tables=tables, is_office=is_office, reason=reason, fault=fault
    )
    return current_app.make_response((body, GONE if row.withdrawn_at else status))


def found(bulletin_id: str) -> Bulletin:
    """The bulletin of this id; NotFound."""
    with reading() as session:
        row = queries.bulletin(session, bulletin_id)
    if row is None:
        raise NotFound(_("没有找到这份统计公报。"))
    return row
