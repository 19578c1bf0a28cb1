"""The register as a spreadsheet: what was asked for stands above the lines, and no cell is taken for a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from sqlalchemy.orm import Session

from ..accounts.queries import directory
from ..accounts.spreadsheets.writing import safe_cell
from ..channels import queries as channels
from ..core import clock
from ..core.errors import TooLarge
from ..core.events import record
from ..core.i18n import _
from ..core.viewer import Viewer
from . import queries
from .events import RegisterExported
from .lights import card_word
from .listing import RegisterFilter, groups, tiers
from .queries import RegisterRow
from .rules import kinds, severities, states

MOST = 5_000
"""Lines of one file."""
AT_ONCE = 500
_WIDTHS = (12, 12, 44, 8, 30, 8, 8, 16, 30, 14, 18, 8, 10, 18)


def table(session: Session, viewer: Viewer, wanted: RegisterFilter) -> tuple[list[list[str]], list[list[str]]]:
    """What stands above, and heading and lines, in the reader's language; Invalid, and TooLarge for more than MOST."""
    ids, is_cut = queries.matching_keys(session, viewer, wanted, MOST)
    if is_cut:
        raise TooLarge(_("符合条件的超过%(most)d件，一次导不完。请缩小范围（如按年度、责任单位）再导出。", most=MOST))
    rows = [
        _line(row)
        for start in range(0, len(ids), AT_ONCE)
        for row in queries.rows_of(session, ids[start : start + AT_ONCE])
    ]
    return _above(session, viewer, wanted, len(rows)), [_heading(), *rows]


def note_export(session: Session, viewer: Viewer, wanted: RegisterFilter, count: int) -> None:
    """Tell the floors above that the viewer takes so many lines with them; before they have them."""
    record(session, RegisterExported(viewer.person_id, wanted.group, wanted.is_narrowed, count))


def as_xlsx(
    above: Sequence[Sequence[str]], lines: Sequence[Sequence[str]], title: str, widths: Sequence[int] = _WIDTHS
) -> bytes:
    """A register as a spreadsheet: all text; CPU work of about a second for MOST lines, to be done off the loop."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for place, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]].width = width
    sheet.freeze_panes = f"A{len(above) + 3}"
    for row in (*above, ()):
        sheet.append([safe_cell(cell) for cell in row])
    sheet.append(_bold(sheet, lines[0]))
    for row in lines[1:]:
        sheet.append([safe_cell(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filter_words(session: Session, viewer: Viewer, wanted: RegisterFilter) -> list[tuple[str, str]]:
    """What was asked for, as pairs of name and value."""
    units = {unit.public_id: unit.short_name for unit in directory(session).units}
    titles = {entry.public_id: entry.title for entry in channels.channels_of(session, viewer)}
    said = [
        (_("状态"), groups()[wanted.group]),
        (_("责任单位"), units.get(wanted.unit, "")),
        (_("提出单位"), units.get(wanted.raiser, "")),
        (_("事项"), titles.get(wanted.channel, "")),
        (_("类别"), kinds().get(wanted.kind, "")),
        (_("缓急"), severities().get(wanted.severity, "")),
        (_("层级"), _("%(tier)s及以上", tier=tiers()[wanted.tier]) if wanted.tier else ""),
        (_("督办"), _("只看督办") if wanted.is_supervised else ""),
        (_("单位范围"), viewer.unit_name if wanted.is_mine else ""),
        (_("标题或编号"), wanted.text),
        (_("年度"), str(wanted.year or "")),
    ]
    return [(name, value) for name, value in said if value]


def _above(session: Session, viewer: Viewer, wanted: RegisterFilter, count: int) -> list[list[str]]:
    said = _("；").join(f"{name}{_('：')}{value}" for name, value in filter_words(session, viewer, wanted))
    who = f"{viewer.unit_name} {viewer.name}"
    at = f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"
    return [
        [_("问题台账")],
        [_("筛选条件"), said],
        [_("导出"), _("%(who)s，%(at)s，共%(count)d件", who=who, at=at, count=count)],
    ]


def _heading() -> list[str]:
    return [
        *(
            _("编号"),
            _("办理情况"),
            _("问题"),
            _("事项"),
            _("事项名称"),
            _("类别"),
            _("缓急"),
            _("提出"),
            _("责任单位"),
        ),
        *(_("层级"), _("时限"), _("暂定"), _("状态"), _("提出时间")),
    ]


def _line(row: RegisterRow) -> list[str]:
    card = row.card
    return [
        card.number,
        card_word(card),
        card.title,
        str(row.item_number or ""),
        row.channel_title or _("全体"),
        kinds()[card.kind],
        severities()[card.severity],
        card.unit_name,
        _("、").join(unit.name for unit in card.units),
        tiers().get(card.tier, str(card.tier)),
        f"{clock.local(card.due_at):%Y-%m-%d %H:%M}",
        _("暂定") if card.is_provisional else "",
        states()[card.state],
        f"{clock.local(row.raised_at):%Y-%m-%d %H:%M}",
    ]


def _bold(sheet: Any, cells: Iterable[str]) -> list[WriteOnlyCell]:
    made = []
    for text in cells:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="center")
        made.append(cell)
    return made
