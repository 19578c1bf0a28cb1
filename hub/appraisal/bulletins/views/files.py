"""Bulletins for programs: JSON and CSV, open to everybody as the pages are."""

import csv
import io

from flask import Response, jsonify

from ....core.errors import NotFound
from ....core.i18n import _
from ....web.doors import door
from ..models import Bulletin
from ..rules import LEAST, table_words, written
from ..words import line_word
from . import bulletins, tables_of
from .reading import found


@bulletins.get("/bulletins/<bulletin_id>.json")
@door("public")
def as_json(bulletin_id: str) -> Response:
    """`{first_on, last_on, published_at, least, tables}`; a count that is not published is null."""
    row = _standing(bulletin_id)
    return jsonify(
        first_on=row.first_on.isoformat(),
        last_on=row.last_on.isoformat(),
        published_at=row.published_at.isoformat(),
        least=LEAST,
        tables=written(tables_of(row)),
    )


@bulletins.get("/bulletins/<bulletin_id>.csv")
@door("public")
def as_csv(bulletin_id: str) -> Response:
    """Lines of table, line and count, in the reader's language; UTF-8 with a mark, which spreadsheets of old PCs want."""
    row, out = _standing(bulletin_id), io.StringIO()
    lines = csv.writer(out)
    lines.writerow([_("项目"), _("类别"), _("数量")])
    words = table_words()
    for one in tables_of(row):
        for line in one.lines:
            lines.writerow([words[one.name], line_word(one.name, line.key), "" if line.count is None else line.count])
        lines.writerow([words[one.name], _("合计"), "" if one.total is None else one.total])
    name = f"bulletin-{row.first_on:%Y%m%d}-{row.last_on:%Y%m%d}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)


def _standing(bulletin_id: str) -> Bulletin:
    row = found(bulletin_id)
    if row.withdrawn_at is not None:
        raise NotFound(_("这份统计公报已经撤下。"))
    return row
